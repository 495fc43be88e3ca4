//! A semaphore for one thread: at most so many holders, the others in line.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures_channel::oneshot;

/// Lets a fixed number of holders in at once, in the order of their coming.
#[derive(Clone)]
pub(crate) struct Limit(Rc<RefCell<State>>);

struct State {
    free: usize,
    line: VecDeque<oneshot::Sender<Permit>>,
}

/// One place, until it is dropped or handed on. A place handed to one who left the line meanwhile passes on by itself.
pub(crate) struct Permit(Option<Rc<RefCell<State>>>);

impl Limit {
    /// So many places.
    pub(crate) fn new(places: usize) -> Self {
        Self(Rc::new(RefCell::new(State { free: places, line: VecDeque::new() })))
    }

    /// Waits for a place. Dropping the future leaves the line.
    pub(crate) async fn enter(&self) -> Permit {
        let turn = {
            let mut state = self.0.borrow_mut();
            if state.free > 0 {
                state.free -= 1;
                return Permit(Some(Rc::clone(&self.0)));
            }
            let (sender, turn) = oneshot::channel();
            state.line.push_back(sender);
            turn
        };
        match turn.await {
            Ok(permit) => permit,
            // The line lives as long as this limit, so nobody drops a sender unsent.
            Err(oneshot::Canceled) => std::future::pending().await,
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let Some(state) = self.0.take() else { return };
        let mut place = Self(Some(Rc::clone(&state)));
        loop {
            // The borrow must end before `send`, which can drop a place in turn.
            let next = state.borrow_mut().line.pop_front();
            let Some(next) = next else {
                place.0 = None;
                state.borrow_mut().free += 1;
                return;
            };
            match next.send(place) {
                Ok(()) => return,
                Err(back) => place = back,
            }
        }
    }
}
