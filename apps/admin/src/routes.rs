//! Every address of the back office. `/admin/login/` is the accounts module's.

use axum::Router;
use axum::routing::{get, post};
use preau_kernel::app::App;
use preau_kernel::web::page;

use crate::{assets, forms, pages};

pub(crate) fn routes(app: &App) -> Router<App> {
    let pages = [
        ("/admin/", get(pages::dashboard::show)),
        ("/admin/palette/", get(pages::palette::search)),
        ("/admin/tasks/", get(pages::tasks::show).post(pages::tasks::run)),
        ("/admin/runs/{id}/", get(pages::run::show)),
        ("/admin/{entity}/", get(pages::list::show)),
        ("/admin/{entity}/labels.css", get(pages::list::narrow::show)),
        ("/admin/{entity}/suggest/", get(pages::suggest::suggest)),
        ("/admin/{entity}/export/", post(pages::export::export)),
        ("/admin/{entity}/views/", post(pages::views::change)),
        ("/admin/{entity}/action/", post(pages::action::act)),
        ("/admin/{entity}/chore/", get(pages::chore::show).post(pages::chore::run)),
        ("/admin/{entity}/{id}/delete/", get(pages::delete::show).post(pages::delete::delete)),
        ("/admin/{entity}/{id}/history/", get(pages::history::show).post(pages::history::revert)),
        ("/admin/{entity}/{id}/file/{field}/", get(pages::file::show)),
    ];
    let router = pages.into_iter().fold(Router::new(), |router, (path, methods)| page::route(router, path, methods));
    let forms = [
        ("/admin/{entity}/add/", get(pages::add::show).post(pages::add::save)),
        ("/admin/{entity}/{id}/", get(pages::edit::show).post(pages::edit::save)),
    ];
    let limit = forms::body_limit(app);
    let add = |router, (path, methods)| page::route_with_limit(router, path, methods, limit);
    let router = forms.into_iter().fold(router, add);
    let router = assets::SCRIPT.route(assets::STYLE.route(router));
    page::routes(app, router)
}
