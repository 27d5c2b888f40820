//! TO BE REPLACED by `preau_kernel::web::stack::router(app)`: the least that routes need until it is merged.

use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use preau_kernel::app::App;
use preau_kernel::error::Error;
use preau_kernel::i18n::Lang;
use preau_kernel::web::{Api, RequestInfo, respond};

pub(crate) fn router(app: &App) -> Router {
    let api = app.modules().iter().fold(Api::default(), |all, module| all.merge(module.api()));
    api.split()
        .0
        .fallback(|| async { Error::NotFound.into_response() })
        .layer(from_fn_with_state(app.clone(), request))
        .with_state(app.clone())
}

async fn request(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let info = info_of(&request);
    request.extensions_mut().insert(info.clone());
    let (parts, body) = request.into_parts();
    for authenticator in app.modules().iter().filter_map(|module| module.authenticator()) {
        match authenticator.authenticate(&app, &parts, &info).await {
            Ok(actor) => info.set_actor(Ok(actor)),
            Err(Error::Unauthenticated(refusal)) => info.set_actor(Err(refusal)),
            Err(error) => return respond::render(app.l10n(), info.lang(), info.id(), error.into_response()),
        }
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    respond::render(app.l10n(), info.lang(), info.id(), response)
}

fn info_of(request: &Request) -> RequestInfo {
    let ip = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::from([127, 0, 0, 1]), |c| c.0.ip());
    let header = |name| request.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let lang = Lang::from_accept(&header(header::ACCEPT_LANGUAGE)).unwrap_or_default();
    RequestInfo::new("test".into(), ip, false, header(header::HOST), header(header::USER_AGENT), lang)
}
