//! Waits that the server asked for: told to an observer, and stopped from outside.

use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::future::{Either, select};

/// A wait that begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// How long.
    pub seconds: u32,
    /// Which wait of the same request, from 1.
    pub attempt: u32,
}

type Observer = Rc<dyn Fn(Option<Wait>)>;

/// The waits of one client.
#[derive(Default)]
pub(super) struct Waits {
    observer: RefCell<Option<Observer>>,
    under_way: Cell<usize>,
    stops: RefCell<Vec<oneshot::Sender<()>>>,
}

impl Waits {
    pub(super) fn observe(&self, observer: Observer) {
        *self.observer.borrow_mut() = Some(observer);
    }

    /// Ends the waits of this moment.
    pub(super) fn stop(&self) {
        for stop in self.stops.take() {
            // One whose wait is over already has nobody listening.
            let _ = stop.send(());
        }
    }

    /// Waits until the pause is over; false if it was stopped before.
    pub(super) async fn wait(&self, wait: Wait, pause: impl Future<Output = ()>) -> bool {
        let (sender, stop) = oneshot::channel();
        self.stops.borrow_mut().push(sender);
        self.under_way.update(|count| count + 1);
        let _over = Over(self);
        self.tell(Some(wait));
        matches!(select(stop, pin!(pause)).await, Either::Right(_))
    }

    /// The observer is called without a borrow held: it may stop the wait at once.
    fn tell(&self, wait: Option<Wait>) {
        let observer = self.observer.borrow().clone();
        if let Some(observer) = observer {
            observer(wait);
        }
    }
}

/// Ends the account of a wait, also when its request is dropped.
struct Over<'a>(&'a Waits);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        let left = self.0.under_way.get().saturating_sub(1);
        self.0.under_way.set(left);
        if left == 0 {
            self.0.stops.borrow_mut().clear();
            self.0.tell(None);
        }
    }
}
