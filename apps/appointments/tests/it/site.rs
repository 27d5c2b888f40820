//! The public site: pages in both languages, what search engines read, what caches may keep.

use std::sync::Arc;

use preau_admin::Admin;
use preau_appointments::Appointments;
use preau_audit::Audit;
use preau_calendar::Calendar;
use preau_testkit::{TestApp, TestEngine, both_engines, markup_faults};

use super::back_office::opened;
use super::browser::{browser, hidden};
use super::place::start_among;
use super::practice::{count, exec, open};

async fn with_admin(engine: TestEngine) -> TestApp {
    let modules: Vec<Arc<dyn preau_kernel::module::Module>> =
        vec![Arc::new(Audit), Arc::new(Calendar), Arc::new(Appointments), Arc::new(Admin)];
    start_among(engine, modules, &[]).await
}

/// What stands behind `before` up to the next quotation mark.
fn after<'a>(page: &'a str, before: &str) -> &'a str {
    let rest = page.split_once(before).unwrap_or_else(|| panic!("no {before} in {page}")).1;
    rest.split_once('"').unwrap().0
}

both_engines! {
    async fn the_site_is_real_html_in_both_languages(engine: TestEngine) {
        let test = open(engine).await;
        exec(&test, "UPDATE site_pages SET body_fr = '# Un\n\n**Bonjour** <script>alert(1)</script>', body_en = '**Hello**' WHERE slug = 'about'").await;
        exec(&test, "UPDATE services SET description_fr = 'Une *question*'").await;
        exec(&test, "UPDATE coaches SET headline = 'Orientation <b>'").await;
        let browser = browser(&test);
        for path in ["/", "/site/about/", "/site/methods/", "/site/services/", "/site/about"] {
            let page = browser.open(path).await.expect(200).text();
            assert_eq!(markup_faults(&page), Vec::<String>::new(), "{path}");
            assert_eq!(page.matches("<h1").count(), 1, "{path}");
            assert!(page.contains("À propos de moi") && page.contains("Méthodes de coaching"), "{path}");
            assert!(page.contains("Prendre rendez-vous") && page.contains("/app/book\""), "{path}");
            assert!(page.contains("aria-current=\"page\"") && page.contains("/site.css"), "{path}");
        }
        let home = browser.open("/").await.expect(200).text();
        assert!(home.contains("Jean coach") && home.contains("Orientation &#60;b&#62;"), "{home}");
        let about = browser.open("/site/about/").await.expect(200).text();
        assert!(about.contains("<strong>Bonjour</strong>") && about.contains("<h2>Un</h2>") && !about.contains("<script"), "{about}");
        let services = browser.open("/site/services/").await.expect(200).text();
        assert!(services.contains("Séance individuelle") && services.contains("45\u{a0}minutes") && services.contains("<em>question</em>"));
        // The language is remembered from here on.
        assert!(browser.open("/site/about/?lang=en").await.expect(200).text().contains("<strong>Hello</strong>"));
        let english = browser.open("/site/services/").await.expect(200);
        assert_eq!(english.header("content-language"), Some("en"));
        assert!(english.text().contains("Individual session") && english.text().contains("Book an appointment"));
    }

    async fn what_is_not_there_is_not_found(engine: TestEngine) {
        let test = open(engine).await;
        let browser = browser(&test);
        for path in ["/site/none/", "/site/%3Cscript%3E/", "/site/about/more/", "/site-images/00/large.jpg", "/site-images/x/../about"] {
            let page = browser.open(path).await.expect(404);
            assert!(!page.text().contains("<script>") && page.header("cache-control") == Some("no-store"), "{path}");
        }
        assert_eq!(browser.open("/site/home/").await.expect(308).header("location"), Some("/"));
        exec(&test, "UPDATE site_pages SET is_published = FALSE WHERE slug = 'home'").await;
        assert_eq!(browser.open("/").await.expect(303).header("location"), Some("/site/about/"));
        exec(&test, "DELETE FROM site_pages").await;
        assert_eq!(browser.open("/").await.expect(303).header("location"), Some("/account/"));
    }

    async fn search_engines_are_told_what_there_is(engine: TestEngine) {
        let test = open(engine).await;
        exec(&test, "UPDATE site_pages SET description_fr = 'Une \"phrase\" & <plus>' WHERE slug = 'about'").await;
        exec(&test, "UPDATE site_pages SET body_fr = '# Titre\n\nUn **début** qui suffit.', updated_at = 1763884800000000 WHERE slug = 'methods'").await;
        let base = test.app().config().base_url();
        let browser = browser(&test);
        let about = browser.open("/site/about/?utm=x").await.expect(200).text();
        assert_eq!(after(&about, "name=\"description\" content=\""), "Une &#34;phrase&#34; &#38; &#60;plus&#62;");
        assert_eq!(after(&about, "rel=\"canonical\" href=\""), format!("{base}/site/about/"));
        assert_eq!(after(&about, "hreflang=\"en\" href=\"http"), &format!("{base}/site/about/?lang=en")[4..]);
        assert_eq!(after(&about, "hreflang=\"x-default\" href=\""), format!("{base}/site/about/"));
        assert_eq!(after(&about, "property=\"og:locale\" content=\""), "fr_FR");
        assert!(!about.contains("utm"), "what was asked with is in no link");
        let methods = browser.open("/site/methods/").await.expect(200).text();
        assert_eq!(after(&methods, "name=\"description\" content=\""), "Titre Un début qui suffit.");
        let english = test.anonymous().get("/site/about/?lang=en").send().await.expect(200).text();
        assert_eq!(after(&english, "rel=\"canonical\" href=\""), format!("{base}/site/about/?lang=en"));

        exec(&test, "UPDATE site_pages SET is_published = FALSE WHERE slug = 'about'").await;
        let sitemap = test.anonymous().get("/sitemap.xml").send().await.expect(200);
        assert_eq!(sitemap.header("content-type"), Some("application/xml; charset=utf-8"));
        let text = sitemap.text();
        assert!(text.contains(&format!("<loc>{base}/</loc>")) && text.contains(&format!("<loc>{base}/site/methods/?lang=en</loc>")), "{text}");
        assert!(text.contains("<lastmod>2025-11-23</lastmod>") && !text.contains("about"), "{text}");
        assert_eq!(text.matches("<url>").count(), 6);
        let robots = test.anonymous().get("/robots.txt").send().await.expect(200);
        assert_eq!(robots.header("content-type"), Some("text/plain; charset=utf-8"));
        for line in ["Disallow: /app/", "Disallow: /admin/", "Disallow: /account/", "Disallow: /book/", "Disallow: /booking/", "Sitemap: "] {
            assert!(robots.text().contains(line), "{}", robots.text());
        }
    }

    async fn a_page_is_sent_once_and_never_old(engine: TestEngine) {
        let test = open(engine).await;
        let reader = test.anonymous();
        let first = reader.get("/site/about/").send().await.expect(200);
        assert_eq!(first.header("cache-control"), Some("public, max-age=60"));
        let etag = first.header("etag").unwrap().to_owned();
        let again = reader.get("/site/about/").header("if-none-match", &etag).send().await.expect(304);
        // A browser replaces the headers that it holds by these.
        assert_eq!(again.header("content-security-policy"), first.header("content-security-policy"));
        assert!(again.bytes().is_empty());
        let vary: Vec<_> = first.headers().get_all("vary").iter().map(|line| line.to_str().unwrap()).collect();
        assert!(vary.join(", ").contains("accept-language") && vary.join(", ").contains("cookie"), "{vary:?}");
        assert!(first.headers().get("set-cookie").is_none());
        let chosen = test.anonymous().get("/site/about/?lang=en").send().await.expect(200);
        assert_eq!(chosen.header("cache-control"), Some("private, max-age=60"));
        let packed = reader.get("/site/about/").header("accept-encoding", "br").send().await.expect(200);
        assert_eq!(packed.header("content-encoding"), Some("br"));
        exec(&test, "UPDATE site_pages SET title_fr = 'Qui je suis' WHERE slug = 'about'").await;
        let changed = reader.get("/site/about/").header("if-none-match", &etag).send().await.expect(200);
        assert!(changed.text().contains("Qui je suis"));
        let style = after(&changed.text(), "href=\"/static/").to_owned();
        let sheet = reader.get(&format!("/static/{style}")).send().await.expect(200);
        assert_eq!(sheet.header("cache-control"), Some("public, max-age=31536000, immutable"));
        for robot in ["/sitemap.xml", "/robots.txt"] {
            let etag = reader.get(robot).send().await.expect(200).header("etag").unwrap().to_owned();
            reader.get(robot).header("if-none-match", &etag).send().await.expect(304);
        }
    }

    async fn a_draft_is_shown_to_staff_alone(engine: TestEngine) {
        let test = with_admin(engine).await;
        exec(&test, "UPDATE site_pages SET is_published = FALSE, body_fr = 'Bientôt' WHERE slug = 'about'").await;
        let stranger = browser(&test);
        stranger.open("/site/about/").await.expect(404);
        let led = stranger.open("/site/about/preview/").await.expect(303);
        assert!(led.header("location").unwrap().starts_with("/admin/login/"));
        test.anonymous().get("/site/about/preview/").send().await.refused(401, "not_authenticated");
        opened(&test, "client@example.com").await.open("/site/about/preview/").await.expect(404);
        let staff = opened(&test, "admin@example.com").await;
        staff.open("/site/about/").await.expect(404);
        let page = staff.open("/site/about/preview/").await.expect(200);
        assert_eq!((page.header("cache-control"), page.header("x-robots-tag")), (Some("no-store"), Some("noindex")));
        let html = page.text();
        assert!(html.contains("Bientôt") && html.contains("Brouillon") && html.contains("/admin/site_pages/2/"), "{html}");
        assert_eq!(markup_faults(&html), Vec::<String>::new());
        let form = staff.open("/admin/site_pages/2/").await.expect(200).text();
        assert!(form.contains("href=\"/site/about/preview/\"") && form.contains("Voir la page"), "{form}");
        assert!(staff.open("/admin/site_pages/1/").await.expect(200).text().contains("class=\"button quiet\" href=\"/\""));
        // Whoever is logged in reads the site too, and nobody else's cache keeps their name.
        let own = staff.open("/site/methods/").await.expect(200);
        assert_eq!(own.header("cache-control"), Some("private, no-cache"));
        assert!(own.text().contains("Jean admin"));
        assert!(!stranger.open("/site/methods/").await.expect(200).text().contains("Jean admin"));
        test.may_leave_jobs();
    }

    async fn an_address_that_is_none_is_refused_in_the_form(engine: TestEngine) {
        let test = with_admin(engine).await;
        let staff = opened(&test, "admin@example.com").await;
        let path = "/admin/site_pages/2/";
        let fields = hidden(&staff.open(path).await.expect(200).text());
        for slug in ["À propos", "a/b", "../x", "home"] {
            let typed = [("title_fr", "Titre"), ("slug", slug), ("position", "1"), ("do", "save")];
            let answer = staff.send(path, &fields, &typed).await;
            assert_eq!(answer.status(), 400, "{slug}");
        }
        assert_eq!(count(&test, "site_pages WHERE slug = 'about'").await, 1);
        test.may_leave_jobs();
    }
}
