//! What the database is asked: how long statements take (for `/metrics`), slow ones in the log, and every one of them
//! for whoever listens (tests of how many queries a page costs).

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crate::otlp::Tracer;
use parking_lot::Mutex;

/// Longer ones are logged, without their values.
const SLOW: Duration = Duration::from_secs(1);
/// Upper bounds in seconds; the last is open.
pub(crate) const BUCKETS: [f64; 8] = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0];

type Sink = Arc<dyn Fn(Duration) + Send + Sync>;

/// Shared by both pools and all transactions.
#[derive(Clone, Default)]
pub struct Watch(Arc<Inner>);

#[derive(Default)]
struct Inner {
    sink: Mutex<Option<Sink>>,
    tracer: OnceLock<Tracer>,
    listeners: AtomicUsize,
    heard: Mutex<Vec<Asked>>,
}

/// One statement, as it was asked.
#[derive(Debug, Clone)]
pub struct Asked {
    pub sql: String,
    pub elapsed: Duration,
}

impl Watch {
    /// Where the times of statements go.
    pub(crate) fn set_sink(&self, sink: impl Fn(Duration) + Send + Sync + 'static) {
        *self.0.sink.lock() = Some(Arc::new(sink));
    }

    /// Who makes a span of each statement.
    pub(crate) fn set_tracer(&self, tracer: &Tracer) {
        let _ = self.0.tracer.set(tracer.clone());
    }

    /// Hears every statement from now on, of whatever task, until it is dropped.
    pub fn listen(&self) -> Listener {
        self.0.listeners.fetch_add(1, Ordering::SeqCst);
        self.0.heard.lock().clear();
        Listener(self.clone())
    }

    pub(super) fn note(&self, sql: &str, elapsed: Duration) {
        if let Some(sink) = &*self.0.sink.lock() {
            sink(elapsed);
        }
        if let Some(tracer) = self.0.tracer.get() {
            tracer.statement(sql, elapsed);
        }
        if elapsed > SLOW {
            tracing::warn!(sql, seconds = elapsed.as_secs_f64(), "a slow statement");
        }
        if self.0.listeners.load(Ordering::Relaxed) > 0 {
            self.0.heard.lock().push(Asked { sql: sql.to_owned(), elapsed });
        }
    }
}

pub struct Listener(Watch);

impl Listener {
    /// What was heard since the last call.
    pub fn take(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.0.0.heard.lock())
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.0.listeners.fetch_sub(1, Ordering::SeqCst);
    }
}
