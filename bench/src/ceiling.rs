//! What this machine can do at all: a bare axum server that answers the same bytes to the same request.

use anyhow::{Context, Result, anyhow, ensure};
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use axum::serve::ListenerExt;
use preau_kernel::App;
use preau_kernel::db::Sql;

use crate::load;
use crate::race::Ask;

/// The same question to a server of its own, which answers what `ask` is answered now.
pub(crate) async fn of(ask: &Ask) -> Result<Ask> {
    let answer = answer(ask).await?;
    let answering = move || std::future::ready(answer.response());
    serve(ask, get(answering.clone()).post(answering)).await
}

/// The same of a server that also asks the database the one statement that `app` asks it for that answer, by the driver.
pub(crate) async fn of_asking(app: &App, ask: &Ask) -> Result<Ask> {
    // What is asked only now and then has values, and is passed over.
    answer(ask).await?;
    let heard = app.db().watch().listen();
    let answer = answer(ask).await?;
    let asked = heard.take().into_iter().map(|asked| asked.sql).filter(|sql| !sql.contains("$1"));
    let [asked] = <[String; 1]>::try_from(asked.collect::<Vec<_>>())
        .map_err(|asked| anyhow!("one statement for the page: {asked:?}"))?;
    let app = app.clone();
    let answering = move || {
        let (app, asked, answer) = (app.clone(), asked.clone(), answer.clone());
        async move {
            match app.db().read().all(&asked, vec![]).await {
                Ok(_) => answer.response(),
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            }
        }
    };
    serve(ask, get(answering)).await
}

async fn serve(ask: &Ask, route: MethodRouter) -> Result<Ask> {
    let path = ask.path.split('?').next().unwrap_or("/").to_owned();
    let router = Router::new().route(&path, route);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(Ask { address, ..ask.clone() })
}

#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) kind: HeaderValue,
    pub(crate) encoding: Option<HeaderValue>,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn response(&self) -> Response {
        let mut response = ([(header::CONTENT_TYPE, self.kind.clone())], self.body.clone()).into_response();
        if let Some(encoding) = &self.encoding {
            response.headers_mut().insert(header::CONTENT_ENCODING, encoding.clone());
        }
        response
    }
}

/// What is answered, once.
pub(crate) async fn answer(ask: &Ask) -> Result<Answer> {
    let credential = ask.credential.as_ref().map(|line| format!("{line}\r\n")).unwrap_or_default();
    let request = match &ask.body {
        None => format!(
            "GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: text/html, */*\r\n{credential}\r\n",
            ask.path
        ),
        Some(body) => load::post(&ask.path, body),
    };
    parse(&load::whole(ask.address, &request).await?).with_context(|| ask.path.clone())
}

pub(crate) fn parse(answer: &[u8]) -> Result<Answer> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").context("an answer with a head")?;
    let head = std::str::from_utf8(&answer[..end])?;
    let body = Bytes::copy_from_slice(&answer[end + 4..]);
    ensure!(head.starts_with("HTTP/1.1 20"), "{head}\n{}", String::from_utf8_lossy(&body));
    let named = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    };
    Ok(Answer {
        kind: named("content-type").context("a content type")?.parse()?,
        encoding: named("content-encoding").map(str::parse).transpose()?,
        body,
    })
}
