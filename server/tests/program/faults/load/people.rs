//! What each does, again and again. `Err` when the program has gone.

use std::io::Result;
use std::sync::atomic::Ordering;

use serde_json::json;

use super::super::{CHIEF, student};
use super::{Ledger, Place};
use crate::process::PASSWORD;
use crate::web::Web;

/// A new student, whose first password is mailed.
pub(super) fn enters(web: &Web, _: &Place, ledger: &Ledger) -> Result<()> {
    let email = format!("eleve{}@ecole.example", ledger.emails.fetch_add(1, Ordering::SeqCst));
    let answer = web.try_send("POST", "/api/students/", Some(&student(&email)))?;
    if ledger.is("a student", &answer, 201) {
        let person = answer.json()["user"]["id"].as_i64().unwrap();
        ledger.students.lock().unwrap().insert(email, person);
    }
    Ok(())
}

/// A time is booked for a client, and most are cancelled, so that times come back.
pub(super) fn books(web: &Web, place: &Place, ledger: &Ledger) -> Result<()> {
    let first = ledger.slots.fetch_add(1, Ordering::SeqCst);
    for at in 0..place.slots.len() {
        let (date, start) = &place.slots[(first + at) % place.slots.len()];
        let body = json!({"date": date, "start": start, "client": place.client, "service": place.service});
        let answer = web.try_send("POST", "/api/appointments/", Some(&body))?;
        // Taken before, perhaps by a booking whose answer was lost.
        if answer.status == 409 || !ledger.is("a booking", &answer, 201) {
            continue;
        }
        let id = answer.json()["id"].as_i64().unwrap();
        ledger.booked.lock().unwrap().insert(id);
        if id % 8 != 0 {
            ledger.cancelling.lock().unwrap().insert(id);
            let path = format!("/api/appointments/{id}/cancellation/");
            let answer = web.try_send("POST", &path, Some(&json!({"reason": "Empêchement"})))?;
            if ledger.is("a cancellation", &answer, 200) {
                ledger.cancelled.lock().unwrap().insert(id);
            }
        }
        return Ok(());
    }
    Ok(())
}

/// The whole class in one write, each mark with the number of the call: a half of one would show.
pub(super) fn calls_the_roll(web: &Web, place: &Place, ledger: &Ledger) -> Result<()> {
    let path = format!("/api/lessons/{}/register/", place.lesson);
    let answer = web.try_send("GET", &path, None)?;
    if !ledger.is("a register", &answer, 200) {
        return Ok(());
    }
    let version = answer.json()["row_version"].clone();
    let number = ledger.roll_calls.next();
    let status = if number.is_multiple_of(2) { "present" } else { "absent" };
    let mark = |student: &i64| json!({"student": student, "status": status, "note": format!("appel {number}")});
    let marks: Vec<_> = place.class.iter().map(mark).collect();
    let answer = web.try_send("PUT", &path, Some(&json!({"marks": marks, "row_version": version})))?;
    if ledger.is("a roll call", &answer, 200) {
        ledger.roll_calls.acknowledge(number);
    }
    Ok(())
}

/// A code is given, used at the seat, and the session ended.
pub(super) fn gives_a_code(web: &Web, place: &Place, ledger: &Ledger) -> Result<()> {
    let answer = web.try_send("POST", "/api/sessions/", Some(&json!({"minutes": 30})))?;
    if !ledger.is("a code", &answer, 201) {
        return Ok(());
    }
    let session = answer.json();
    let (id, code) = (session["id"].as_i64().unwrap(), session["access_code"].as_str().unwrap().to_owned());
    ledger.codes.lock().unwrap().insert(id, code.clone());
    let body = json!({"code": code, "workstation": place.seat});
    let answer = web.try_send("POST", "/api/sessions/validate_code/", Some(&body))?;
    // Taken by a session whose end was lost: that one is ended first.
    if answer.status == 400 && answer.json()["code"] == "busy" {
        return frees_the_seat(web, place, ledger);
    }
    if !ledger.is("a code that is used", &answer, 200) {
        return Ok(());
    }
    ledger.started.lock().unwrap().insert(id);
    ends(web, ledger, id)
}

fn frees_the_seat(web: &Web, place: &Place, ledger: &Ledger) -> Result<()> {
    let answer = web.try_send("GET", &format!("/api/workstations/{}/", place.seat), None)?;
    if !ledger.is("a seat", &answer, 200) {
        return Ok(());
    }
    let active = answer.json()["active_session"].clone();
    match active.as_i64().or_else(|| active["id"].as_i64()) {
        Some(id) => ends(web, ledger, id),
        None => Ok(()),
    }
}

fn ends(web: &Web, ledger: &Ledger, id: i64) -> Result<()> {
    let answer = web.try_send("POST", &format!("/api/sessions/{id}/terminate/"), Some(&json!({})))?;
    if ledger.is("the end of a session", &answer, 200) {
        ledger.ended.lock().unwrap().insert(id);
    }
    Ok(())
}

pub(super) fn changes_a_profile(web: &Web, place: &Place, ledger: &Ledger) -> Result<()> {
    let number = ledger.profile.next();
    let body = json!({"first_name": format!("Élève {number}"), "last_name": format!("Numéro {number}")});
    let answer = web.try_send("PATCH", &format!("/api/users/{}/", place.person), Some(&body))?;
    if ledger.is("a profile", &answer, 200) {
        ledger.profile.acknowledge(number);
    }
    Ok(())
}

pub(super) fn logs_in(web: &Web, _: &Place, ledger: &Ledger) -> Result<()> {
    let body = json!({"email": CHIEF, "password": PASSWORD});
    let answer = web.clone().without_token().try_send("POST", "/api/token/", Some(&body))?;
    if ledger.is("a log-in", &answer, 200) {
        ledger.logins.lock().unwrap().push(answer.json()["access"].as_str().unwrap().to_owned());
    }
    // Hashes would take the processor from everybody else.
    std::thread::sleep(std::time::Duration::from_millis(20));
    Ok(())
}
