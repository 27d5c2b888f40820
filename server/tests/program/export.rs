//! An export that needs a temporary file where none can be made: told before anything leaves, and only of that format.

use std::io::Write;

use super::process::{Home, PASSWORD};
use super::web::{Answer, Web, read};

#[test]
fn without_a_temporary_folder_a_workbook_is_refused_and_the_rest_is_exported() {
    let home = Home::new().with_cheap_hashes().set("TMPDIR", "/nowhere");
    home.create_superuser("chef@ecole.example");
    let program = home.serve();
    let web = program.web();
    let page = get(&web, "/admin/login/", "");
    let login = [("email", "chef@ecole.example"), ("password", PASSWORD), ("csrf", &value(&page, "csrf"))];
    let cookie = cookies(&post(&web, "/admin/login/", &cookies(&page), &login).expect(303));
    let list = get(&web, "/admin/users/?view=none", &cookie);
    let export = |format: &str| {
        let fields =
            [("csrf_token", value(&list, "csrf_token")), ("query", String::new()), ("format", format.to_owned())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        post(&web, "/admin/users/export/", &cookie, &fields)
    };
    let refused = export("xlsx").expect(503);
    assert!(refused.body.contains("dossier temporaire"), "{}", refused.body);
    assert!(export("csv").expect(200).body.contains("chef@ecole.example"));
    assert!(export("json").expect(200).body.contains("chef@ecole.example"));
    let noted = web.logged_in("chef@ecole.example").get("/api/logs/?action=list_exported").expect(200).body;
    assert!(noted.contains("csv") && noted.contains("json") && !noted.contains("xlsx"), "what has left: {noted}");
    assert!(program.log().contains("no temporary file can be made"));
}

/// Of a hidden field.
fn value(page: &Answer, name: &str) -> String {
    let begin = format!("name=\"{name}\" value=\"");
    page.body.split(&begin).nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned()
}

/// Those that an answer sets, as a browser sends them.
fn cookies(answer: &Answer) -> String {
    answer.headers("set-cookie").filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
}

fn get(web: &Web, path: &str, cookie: &str) -> Answer {
    send(web, &format!("GET {path}"), cookie, "")
}

fn post(web: &Web, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    send(web, &format!("POST {path}"), cookie, &body)
}

/// As a browser sends a form.
fn send(web: &Web, what: &str, cookie: &str, body: &str) -> Answer {
    let mut stream = web.connect().unwrap();
    let host = stream.peer_addr().unwrap();
    let head = format!(
        "{what} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nAccept: text/html\r\nAccept-Language: fr\r\n\
         Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    read(&mut stream).unwrap()
}
