//! Who follows a lesson live on this node. The bus tells of every change of a register, on whichever node it was made;
//! each follower then reads the list anew.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use preau_kernel::App;
use preau_kernel::bus::RESUMED;
use tokio::sync::watch;

use super::TOPIC;
use crate::State;

#[derive(Debug, Clone)]
pub struct Live {
    lessons: Arc<Mutex<HashMap<i64, watch::Sender<()>>>>,
    /// Somebody's account, roles or logins have changed.
    people: watch::Sender<()>,
}

impl Default for Live {
    fn default() -> Self {
        Self { lessons: Arc::default(), people: watch::Sender::new(()) }
    }
}

impl Live {
    /// Changes of a lesson's register from now on.
    pub(crate) fn follow(&self, lesson: i64) -> watch::Receiver<()> {
        self.lessons.lock().entry(lesson).or_insert_with(|| watch::Sender::new(())).subscribe()
    }

    /// Changes of people, any of whom may be the follower.
    pub(crate) fn people(&self) -> watch::Receiver<()> {
        self.people.subscribe()
    }

    fn stir(&self, lesson: i64) {
        let mut lessons = self.lessons.lock();
        if let Some(sender) = lessons.get(&lesson)
            && sender.send(()).is_err()
        {
            lessons.remove(&lesson);
        }
    }

    fn stir_all(&self) {
        self.lessons.lock().retain(|_, sender| sender.send(()).is_ok());
        self.people.send_replace(());
    }
}

pub(super) fn listen(app: &App) {
    let live = app.state::<State>().live.clone();
    app.bus().on(TOPIC, move |event| live.stir(event.id));
    let live = app.state::<State>().live.clone();
    app.bus().on(preau_accounts::auth::principal::TOPIC, move |_| {
        live.people.send_replace(());
    });
    // What other nodes said meanwhile is not known.
    let live = app.state::<State>().live.clone();
    app.bus().on(RESUMED, move |_| live.stir_all());
}
