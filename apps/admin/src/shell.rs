//! Who looks, and the frame around every page: navigation, breadcrumbs, ribbon, messages.

use std::sync::{Arc, OnceLock};

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use preau_kernel::actor::Actor;
use preau_kernel::admin::{Entity, Verb};
use preau_kernel::app::App;
use preau_kernel::web::Visit;
use preau_kernel::web::csrf;
use preau_kernel::{Error, Result};

use crate::assets;
use crate::labels;

/// Where the back office begins.
pub(crate) const ROOT: &str = "/admin/";
pub(crate) const TASKS: &str = "/admin/tasks/";
/// The group of what keeps the program running.
pub(crate) const SYSTEM: &str = "system";
/// The parameter by which a row knows the list that leads to it.
const LIST: &str = "list";
/// Bytes that the frame takes, about, and what stands in it, mostly.
const FRAME: usize = 12 * 1024;
const BODY: usize = 16 * 1024;
/// The entity of one's own account.
const ACCOUNT: &str = "account";

/// Taken by the handler of every page of the back office: 401 for nobody (a browser is led to the login), 403 for somebody without
/// any right to the back office.
pub struct Shell {
    pub(crate) visit: Visit,
    pub(crate) actor: Arc<Actor>,
    /// Of every form of the page.
    csrf: OnceLock<String>,
}

impl FromRequestParts<App> for Shell {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let visit = Visit::from_request_parts(parts, app).await?;
        let actor = match visit.actor() {
            Ok(actor) => actor,
            // A form without its token proves nobody yet (`FormActor` does); the page that refuses it may be shown.
            Err(error) => visit.viewer().filter(|actor| actor.gate.is_none()).cloned().ok_or(error)?,
        };
        Self::of(visit, actor)
    }
}

/// One step of the way back.
pub struct Crumb {
    pub text: String,
    /// Empty: this page.
    pub href: String,
}

/// A heading of the navigation with its entities; the first has none.
pub(crate) struct NavGroup {
    pub(crate) title: String,
    pub(crate) links: Vec<NavLink>,
}

pub(crate) struct NavLink {
    pub(crate) text: String,
    pub(crate) href: String,
    pub(crate) is_here: bool,
}

/// Of every page, up to what it shows.
#[derive(Template)]
#[template(path = "shell_head.html")]
struct Head<'a> {
    s: &'a Shell,
    title: &'a str,
    crumbs: &'a [Crumb],
    nav: Vec<NavGroup>,
    ribbon: Option<String>,
    /// A page that changes by itself: it is asked for again where no script does so.
    refreshes: bool,
}

/// Of every page, below what it shows.
#[derive(Template)]
#[template(path = "shell_foot.html")]
struct Foot<'a> {
    s: &'a Shell,
}

impl Head<'_> {
    fn style(&self) -> &'static str {
        assets::STYLE.path()
    }

    fn script(&self) -> &'static str {
        assets::SCRIPT.path()
    }

    fn icon(&self) -> &'static str {
        preau_kernel::web::page::assets::MARK.path()
    }

    fn csrf_field(&self) -> &'static str {
        csrf::FIELD
    }

    fn logout(&self) -> &'static str {
        preau_kernel::web::page::LOGOUT
    }

    /// One's own page, where a module brings one.
    fn account(&self) -> Option<String> {
        let entity = self.s.app().entity(ACCOUNT)?;
        Some(row_path(entity, entity.own_row?(&self.s.actor)))
    }
}

impl Foot<'_> {
    fn shortcuts(&self) -> [(&'static str, &'static str); 4] {
        [("/", "search"), ("Ctrl K", "palette"), ("?", "help"), ("Esc", "close")]
    }
}

impl Shell {
    /// 403 for somebody without any right to the back office.
    pub(crate) fn of(visit: Visit, actor: Arc<Actor>) -> Result<Self> {
        let may_enter = actor.is_admin() || actor.rights.keys().any(|right| right.starts_with("admin."));
        if may_enter { Ok(Self { visit, actor, csrf: OnceLock::new() }) } else { Err(Error::forbidden()) }
    }

    pub(crate) fn app(&self) -> &App {
        self.visit.app()
    }

    pub(crate) fn text(&self, key: &str) -> String {
        self.visit.text(key)
    }

    pub(crate) fn with(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.visit.with(key, args)
    }

    pub(crate) fn csrf_token(&self) -> &str {
        self.csrf.get_or_init(|| self.visit.csrf_token().unwrap_or_default())
    }

    /// The entity of this name, for somebody who may do this with it: 404 where there is none (or the verb is not
    /// its), 403 where the right is missing.
    pub(crate) fn entity(&self, name: &str, verb: Verb) -> Result<&Entity> {
        let entity = self.app().entity(name).filter(|entity| entity.verbs.contains(&verb)).ok_or(Error::NotFound)?;
        entity.scope(&self.actor, verb).ok_or_else(Error::forbidden)?;
        Ok(entity)
    }

    pub(crate) fn may(&self, entity: &Entity, verb: Verb) -> bool {
        entity.scope(&self.actor, verb).is_some()
    }

    /// A page in the frame.
    ///
    /// # Errors
    /// [`Error::Internal`] when a template fails.
    pub fn page(&self, status: StatusCode, title: &str, crumbs: &[Crumb], body: &impl Template) -> Result<Response> {
        self.page_of(status, title, crumbs, body, BODY)
    }

    /// As [`Self::page`], of one whose body takes about so many bytes.
    pub(crate) fn page_of(
        &self,
        status: StatusCode,
        title: &str,
        crumbs: &[Crumb],
        body: &impl Template,
        size: usize,
    ) -> Result<Response> {
        self.framed(status, self.head(title, crumbs, false, size)?, body)
    }

    /// A page of something under way, shown anew every few seconds.
    pub(crate) fn page_under_way(&self, title: &str, crumbs: &[Crumb], body: &impl Template) -> Result<Response> {
        self.framed(StatusCode::OK, self.head(title, crumbs, true, BODY)?, body)
    }

    /// With room for a body of this size: a page is not to move while it is written.
    fn head(&self, title: &str, crumbs: &[Crumb], refreshes: bool, size: usize) -> Result<String> {
        let head = Head { s: self, title, crumbs, nav: self.nav(), ribbon: self.ribbon(), refreshes };
        let mut page = String::with_capacity(size + FRAME);
        head.render_into(&mut page).map_err(Error::internal)?;
        Ok(page)
    }

    fn framed(&self, status: StatusCode, mut page: String, body: &impl Template) -> Result<Response> {
        body.render_into(&mut page).map_err(Error::internal)?;
        Foot { s: self }.render_into(&mut page).map_err(Error::internal)?;
        Ok(self.visit.html(status, page))
    }

    /// What the list was narrowed to from which this page was reached, as the query of an address; empty for all of it.
    fn list_query(&self) -> String {
        let kept = self.visit.query(LIST).unwrap_or_default();
        // Written anew: it comes from the address line.
        form_urlencoded::Serializer::new(String::new()).extend_pairs(form_urlencoded::parse(kept.as_bytes())).finish()
    }

    /// The list that this page was reached from; `done`: what it is to say.
    pub(crate) fn list(&self, entity: &Entity, done: Option<&str>) -> String {
        let mut parts = vec![self.list_query()];
        parts.extend(done.map(|word| format!("done={word}")));
        parts.retain(|part| !part.is_empty());
        with_query(list_path(entity), &parts.join("&"))
    }

    /// Another page of a row (or the form of a new one), which leads back to the same list.
    pub(crate) fn onward(&self, path: String, done: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(Some(self.list_query()).filter(|kept| !kept.is_empty()).map(|kept| (LIST, kept)));
        query.extend_pairs(done.map(|word| ("done", word)));
        with_query(path, &query.finish())
    }

    /// The way to an entity's list, then `more`.
    pub(crate) fn crumbs(&self, entity: &Entity, more: Vec<Crumb>) -> Vec<Crumb> {
        let list = Crumb { text: labels::entity(self, entity), href: self.list(entity, None) };
        std::iter::once(list).chain(more).collect()
    }

    /// What this person may see: the dashboard and the tasks, then the entities in the order of the modules.
    fn nav(&self) -> Vec<NavGroup> {
        let here = self.visit.path_and_query().split('?').next().unwrap_or_default();
        let link = |text: String, href: String| {
            let is_here = if href == ROOT { here == ROOT } else { here.starts_with(&href) };
            NavLink { text, href, is_here }
        };
        let mut first = vec![link(self.text("admin-dashboard"), ROOT.to_owned())];
        if self.actor.is_admin() {
            first.push(link(self.text("admin-tasks"), TASKS.to_owned()));
        }
        let mut groups = vec![("", NavGroup { title: String::new(), links: first })];
        let entities = self.app().entities().iter();
        for entity in entities.filter(|entity| entity.own_row.is_none() && self.may(entity, Verb::View)) {
            let link = link(labels::entity(self, entity), list_path(entity));
            match groups.iter_mut().find(|(name, _)| *name == entity.group) {
                Some((_, group)) => group.links.push(link),
                None => {
                    let title = self.text(&format!("admin-group-{}", entity.group));
                    groups.push((entity.group, NavGroup { title, links: vec![link] }));
                }
            }
        }
        // The program's own business comes after that of the day.
        groups.sort_by_key(|(name, _)| *name == SYSTEM);
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// What tells a demonstration or a trial from the real place.
    fn ribbon(&self) -> Option<String> {
        let config = self.app().config();
        let named = config.server.ribbon.trim();
        if named.is_empty() { config.demo.then(|| self.text("admin-ribbon-demo")) } else { Some(named.to_owned()) }
    }
}

pub(crate) fn list_path(entity: &Entity) -> String {
    format!("{ROOT}{}/", entity.name)
}

pub(crate) fn row_path(entity: &Entity, id: i64) -> String {
    format!("{ROOT}{}/{id}/", entity.name)
}

/// What the path of a row ends with where a list leads to it that was narrowed to `kept`.
pub(crate) fn from_list(kept: &str) -> String {
    if kept.is_empty() {
        return String::new();
    }
    format!("?{}", form_urlencoded::Serializer::new(String::new()).append_pair(LIST, kept).finish())
}

fn with_query(path: String, query: &str) -> String {
    if query.is_empty() { path } else { format!("{path}?{query}") }
}
