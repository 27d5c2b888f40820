//! What a page of the site shows: its text, its picture, what is offered, where the place is.

use askama::Template;
use preau_kernel::place::{OpeningHours, Place};
use preau_kernel::web::Visit;
use preau_kernel::web::page::Link;

use super::picture;
use crate::domain::markdown;
use crate::store::images::{Image, Size};
use crate::store::pages::Shown;
use crate::store::services::Offered;
use crate::words;

/// Levels of headings: a page has one of the first, a card one of the third.
const OF_PAGE: usize = 1;
const OF_CARD: usize = 3;

/// `sizes` and `loading` of a picture at the head of a page, and of one in a card.
const OF_HEAD: (&str, &str) = ("(min-width: 60rem) 34rem, 100vw", "eager");
const IN_CARD: (&str, &str) = ("(min-width: 40rem) 22rem, 100vw", "lazy");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Home,
    Services,
    Text,
}

#[derive(Template)]
#[template(path = "site.html")]
pub(super) struct Body<'a> {
    v: &'a Visit,
    shape: Shape,
    /// Of the document.
    pub(super) title: String,
    /// A draft as staff see it: what it is, and where it is changed.
    draft: Option<(String, Link)>,
    heading: String,
    /// Above and below the heading; may be empty.
    place: String,
    headline: String,
    /// Cleaned HTML: what stands before the first heading, and the rest.
    intro: String,
    text: String,
    picture: Option<Shot>,
    services: Vec<Card>,
    book: Link,
    practical: Option<Practical>,
}

/// A picture in two sizes, shown by `{{ shot|safe }}`.
#[derive(Template)]
#[template(path = "shot.html")]
struct Shot {
    /// How wide it is shown, and whether at once.
    sizes: &'static str,
    loading: &'static str,
    large: String,
    small: String,
    width: i64,
    height: i64,
    small_width: i64,
    alt: String,
}

struct Card {
    id: i64,
    name: String,
    length: String,
    /// Cleaned HTML.
    text: String,
    picture: Option<Shot>,
    book: String,
}

/// How to reach the place.
struct Practical {
    address: String,
    phone: String,
    /// For `tel:`.
    dialled: String,
    email: String,
    /// Days that are alike, and when they are open.
    hours: Vec<(String, Vec<String>)>,
}

impl<'a> Body<'a> {
    pub(super) fn new(visit: &'a Visit, shown: &Shown, offered: &[Offered], shape: Shape, is_preview: bool) -> Self {
        let (lang, page, place) = (visit.lang(), &shown.page, visit.place());
        // The home page speaks in the name of the coach, where there is one.
        let coach = shown.coach.as_ref().filter(|_| shape == Shape::Home);
        let heading = match (coach, shape) {
            (Some(coach), _) => coach.name.clone(),
            (None, Shape::Home) => place.name.clone(),
            _ => page.title(lang).to_owned(),
        };
        let headline = coach.map(|coach| coach.headline.clone()).unwrap_or_default();
        let (intro, text) = markdown::before_heading(page.body(lang));
        let draft = (is_preview && !page.is_published).then(|| {
            let edit = Link::new(format!("/admin/site_pages/{}/", page.id), visit.text("pages-site-edit"));
            (visit.text("pages-site-draft"), edit)
        });
        let practical = Practical::new(visit, place);
        Self {
            v: visit,
            shape,
            title: if headline.is_empty() { heading.clone() } else { format!("{heading} – {headline}") },
            draft,
            place: coach.map(|_| place.name.clone()).unwrap_or_default(),
            heading,
            headline,
            intro: markdown::html(intro, OF_PAGE),
            text: markdown::html(text, OF_PAGE),
            picture: shown.image.as_ref().map(|image| Shot::new(visit, image, OF_HEAD)),
            services: offered.iter().map(|one| Card::new(visit, one)).collect(),
            book: Link::new(words::booking_link(visit.app()), visit.text("pages-site-book")),
            practical: (shape == Shape::Home && practical.is_known()).then_some(practical),
        }
    }

    fn is_home(&self) -> bool {
        self.shape == Shape::Home
    }
}

impl Shot {
    fn new(visit: &Visit, image: &Image, (sizes, loading): (&'static str, &'static str)) -> Self {
        Self {
            sizes,
            loading,
            large: picture::path(image, Size::Large),
            small: picture::path(image, Size::Small),
            width: image.width,
            height: image.height,
            small_width: image.small_width,
            alt: image.alt(visit.lang()).to_owned(),
        }
    }
}

impl Card {
    fn new(visit: &Visit, one: &Offered) -> Self {
        let (lang, service) = (visit.lang(), &one.service);
        Self {
            id: service.id,
            name: service.name(lang).to_owned(),
            length: visit.with("pages-site-minutes", &[("count", &service.minutes.to_string())]),
            text: markdown::html(service.description(lang), OF_CARD),
            picture: one.image.as_ref().map(|image| Shot::new(visit, image, IN_CARD)),
            book: format!("{}?service={}", words::booking_link(visit.app()), service.id),
        }
    }
}

impl Practical {
    fn new(visit: &Visit, place: &Place) -> Self {
        let plus = place.phone.trim_start().starts_with('+').then_some('+');
        Self {
            address: place.address.clone(),
            phone: place.phone.clone(),
            dialled: plus.into_iter().chain(place.phone.chars().filter(char::is_ascii_digit)).collect(),
            email: place.email.clone(),
            hours: week(visit, &place.opening_hours),
        }
    }

    fn is_known(&self) -> bool {
        !(self.address.is_empty() && self.phone.is_empty() && self.email.is_empty() && self.hours.is_empty())
    }
}

/// Days in a row with the same hours stand together; empty when the place has given none.
fn week(visit: &Visit, openings: &[OpeningHours]) -> Vec<(String, Vec<String>)> {
    if openings.is_empty() {
        return Vec::new();
    }
    let of = |day: u8| -> Vec<String> {
        let hours = openings.iter().filter(|one| one.day == day);
        hours.map(|one| format!("{}–{}", one.opens, one.closes)).collect()
    };
    let days: Vec<(u8, Vec<String>)> = (1..=7).map(|day| (day, of(day))).collect();
    let name = |day: u8| visit.text(&format!("pages-day-{day}"));
    days.chunk_by(|one, next| one.1 == next.1)
        .filter_map(|days| {
            let ((first, hours), (last, _)) = (days.first()?, days.last()?);
            let label = match first == last {
                true => name(*first),
                false => {
                    let (first, last) = (name(*first), name(*last));
                    // Within a sentence, French has its days in small letters.
                    let (first_small, last_small) = (first.to_lowercase(), last.to_lowercase());
                    let small = [("first_small", first_small.as_str()), ("last_small", last_small.as_str())];
                    visit.with("pages-site-days", &[&small[..], &[("first", &first), ("last", &last)]].concat())
                }
            };
            Some((label, hours.clone()))
        })
        .collect()
}
