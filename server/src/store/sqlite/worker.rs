//! A thread that owns something blocking and works through what it is asked.

use std::fmt;

use tokio::sync::{mpsc, oneshot};

use super::StoreError;

/// How many wait before those who ask have to wait themselves.
const QUEUE: usize = 1024;

type Job<S> = Box<dyn FnOnce(&mut S) + Send>;

/// A handle to the thread; it ends when the last handle is dropped.
pub(super) struct Worker<S> {
    jobs: mpsc::Sender<Job<S>>,
}

impl<S: Send + 'static> Worker<S> {
    pub(super) fn start(name: &str, mut owned: S) -> Result<Self, StoreError> {
        let (jobs, mut queue) = mpsc::channel::<Job<S>>(QUEUE);
        std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                while let Some(job) = queue.blocking_recv() {
                    job(&mut owned);
                }
            })
            .map_err(|_| StoreError::Closed)?;
        Ok(Self { jobs })
    }

    /// What `work` makes of that which the thread owns.
    ///
    /// Once queued, it is done whether or not anybody still waits for it.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut S) -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let job: Job<S> = Box::new(move |owned| {
            // Whoever asked may have gone away.
            let _ = answer.send(work(owned));
        });
        self.jobs.send(job).await.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)
    }
}

impl<S> Clone for Worker<S> {
    fn clone(&self) -> Self {
        Self {
            jobs: self.jobs.clone(),
        }
    }
}

impl<S> fmt::Debug for Worker<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").finish_non_exhaustive()
    }
}
