//! One visitor's page, from the grant to the withdrawal.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Date, Function, Promise};
use telswap::journey::{Touch, last_non_direct};
use telswap::{Outcome, Source, Visit, classify, plan};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, Node, RequestInit, Window};

use crate::heart::Heart;
use crate::js::{get, object, text};
use crate::lease::{Lease, Leases, Refusal, fetch, read_json};
use crate::memory::{self, Memory};
use crate::page::Page;
use crate::site::Site;
use crate::state::{State, Target};
use crate::{source, visit};

/// What the loader holds of a running engine.
#[wasm_bindgen]
pub struct Engine(Rc<Visitor>);

/// A visitor under a grant.
struct Visitor {
    window: Window,
    options: JsValue,
    config: String,
    page: Page,
    stopped: Cell<bool>,
    /// Whether leases are being asked for or renewed at this moment.
    asking: Cell<bool>,
    state: RefCell<State>,
}

/// What has happened since the server last heard of the visitor.
#[derive(Clone, Copy, PartialEq)]
enum Since {
    /// They came to this page, maybe through another campaign than before: the
    /// server is told the source again, and answers with the lease it has.
    Landing,
    /// They are still on it: the lease is renewed.
    Heartbeat,
}

/// What went wrong, for the page's developer.
struct Failure(&'static str, &'static str);

#[wasm_bindgen]
impl Engine {
    /// A promise of the number to show for a target; null: the page's own.
    pub fn number(&self, target: &str) -> Promise {
        let mut state = self.0.state.borrow_mut();
        match state.settled(target) {
            Some(number) => Promise::resolve(&number),
            None if self.0.stopped.get() => Promise::resolve(&JsValue::NULL),
            None => Promise::new(&mut |resolve, _| state.waiting.push((target.into(), resolve))),
        }
    }

    /// Swaps in a node that came later.
    pub fn swap(&self, root: &Node) {
        if let (false, Some(document)) = (self.0.stopped.get(), self.0.window.document()) {
            let swaps = self.0.state.borrow().swaps.clone();
            self.0.page.swap(&document, root, &swaps);
        }
    }

    /// The source that decides for this visitor; null while it is not known.
    pub fn source(&self) -> JsValue {
        self.0
            .state
            .borrow()
            .source
            .clone()
            .unwrap_or(JsValue::NULL)
    }

    /// Undoes everything, at once: the page may be about to reload.
    pub fn stop(&self) {
        self.0.stop();
    }
}

impl Engine {
    pub(crate) fn start(window: Window, options: &JsValue) -> Self {
        let visitor = Rc::new(Visitor {
            window,
            options: options.clone(),
            config: text(options, "config").unwrap_or_default(),
            page: Page::default(),
            stopped: Cell::new(false),
            asking: Cell::new(false),
            state: RefCell::default(),
        });
        let running = Rc::clone(&visitor);
        spawn_local(async move {
            if let Err(Failure(code, message)) = running.run().await {
                running.emit(
                    "error",
                    [("code", code.into()), ("message", message.into())],
                );
                running.settle_rest();
            }
        });
        Self(visitor)
    }
}

impl Visitor {
    async fn run(self: &Rc<Self>) -> Result<(), Failure> {
        let site = self.fetch_site().await?;
        let document = self
            .window
            .document()
            .ok_or(Failure("no_document", "no document"))?;
        parsed(&document).await;
        // The grant may be gone by the time the answer is here.
        if self.stopped.get() {
            return Ok(());
        }
        let source = self.remember_visit(&site, &document)?;
        let source_for_page = source::to_js(&source);
        self.state.borrow_mut().source = Some(source_for_page.clone());
        self.emit_object("source", &source_for_page);
        // A listener may have stopped us.
        if self.stopped.get() {
            return Ok(());
        }
        self.decide(&site, &source);
        self.keep_leases(Since::Landing).await;
        self.start_heart(&document);
        Ok(())
    }

    async fn fetch_site(&self) -> Result<Site, Failure> {
        let unreachable = |_| Failure("config_unreachable", "data-config cannot be fetched");
        let response = fetch(&self.window, &self.config, &RequestInit::new()).await;
        let response = response.map_err(unreachable)?;
        if !response.ok() {
            return Err(unreachable(JsValue::NULL));
        }
        let config = read_json(&response).await.ok();
        let site = config.as_ref().and_then(Site::read).ok_or(Failure(
            "config_invalid",
            "data-config is no site.json; `telswap check` says why",
        ))?;
        let asked = |key| text(&self.options, key).unwrap_or_default();
        if asked("cmp") != site.cmp
            || asked("service") != site.service
            || asked("purposes") != site.purposes
        {
            return Err(Failure(
                "consent_mismatch",
                "data-cmp, data-service and data-purposes must say what site.json says under consent",
            ));
        }
        Ok(site)
    }

    /// Classifies the visit and keeps the touch that decides.
    fn remember_visit(&self, site: &Site, document: &Document) -> Result<Source<'static>, Failure> {
        let mut memory = Memory::load(&self.window).ok_or(Failure(
            "no_randomness",
            "the browser gives no random numbers",
        ))?;
        let (landing, referrer) = (visit::landing(&self.window), document.referrer());
        let hosts: Vec<&str> = site.domains.iter().map(String::as_str).collect();
        let visit = Visit {
            landing: &landing,
            referrer: &referrer,
        };
        let touch = Touch {
            source: classify(&visit, &hosts).into_owned(),
            at: memory::milliseconds(Date::now()),
        };
        let touch = last_non_direct(memory.touch.take(), touch);
        let source = touch.source.clone();
        memory.touch = Some(touch);
        memory.save(&self.window);
        let mut state = self.state.borrow_mut();
        state.memory = Some(memory);
        state.site.clone_from(&site.name);
        Ok(source)
    }

    /// Applies the rules and shows what can be shown without asking the server:
    /// static numbers, and numbers of leases that still hold.
    fn decide(&self, site: &Site, source: &Source<'_>) {
        let names = site.targets.iter().map(|(name, _)| name.as_str());
        let decisions = plan(names, &site.rules, source);
        let decided = decisions
            .into_iter()
            .zip(&site.targets)
            .map(|(decision, (name, own))| {
                let (number, pool) = match decision.outcome {
                    Outcome::Keep => (None, None),
                    Outcome::Number(number) => (Some(*number), None),
                    Outcome::Pool(pool) => (self.kept_lease(pool).map(|it| it.number), Some(pool)),
                };
                Target {
                    name: name.clone(),
                    own: *own,
                    rule: decision.rule.map(str::to_owned),
                    pool: pool.cloned(),
                    number,
                    settled: number.is_some() || pool.is_none(),
                }
            });
        let targets = decided.collect();
        self.state.borrow_mut().targets = Some(targets);
        self.show();
        self.announce(|target| target.settled);
    }

    fn kept_lease(&self, pool: &str) -> Option<Lease> {
        let state = self.state.borrow();
        let lease = state
            .memory
            .as_ref()?
            .leases
            .iter()
            .find(|lease| lease.pool == pool)?;
        lease.holds().then(|| lease.clone())
    }

    /// Gets or renews a lease of every pool that the plan names.
    async fn keep_leases(&self, since: Since) {
        if self.asking.replace(true) {
            return;
        }
        let pools = self.state.borrow().pools();
        for pool in pools {
            self.keep_lease(&pool, since).await;
        }
        self.asking.set(false);
    }

    async fn keep_lease(&self, pool: &str, since: Since) {
        let Some(server) = Leases::beside(&self.config) else {
            return;
        };
        let mut answer = match self.kept_lease(pool) {
            Some(overflow) if overflow.overflow() => Ok(overflow),
            Some(lease) if since == Since::Heartbeat => server.renew(&self.window, &lease).await,
            _ => Err(Refusal::Gone),
        };
        if let (Err(Refusal::Gone), false) = (&answer, self.stopped.get()) {
            let wish = self.state.borrow().wish(pool, &self.options);
            answer = server.request(&self.window, pool, &wish).await;
        }
        if self.stopped.get() {
            // The grant ended while the server answered: nobody holds this.
            if let Ok(lease) = answer {
                server.release(&self.window, &lease);
            }
            return;
        }
        let exhausted = match &answer {
            Ok(lease) => lease.overflow(),
            Err(refusal) => matches!(refusal, Refusal::Exhausted),
        };
        let lease = match answer {
            Ok(lease) => Some(lease),
            // The number is still this visitor's until its time is up.
            Err(Refusal::Failed) => self.kept_lease(pool),
            Err(_) => None,
        };
        if lease.is_none() && !exhausted {
            self.emit(
                "error",
                [
                    ("code", "lease_failed".into()),
                    (
                        "message",
                        "no number from the server; the page keeps its own".into(),
                    ),
                ],
            );
        }
        self.take_lease(pool, lease);
        self.announce(|target| target.pool.as_deref() == Some(pool));
        if exhausted {
            let targets = self.state.borrow().names_of(pool);
            for target in targets {
                self.emit(
                    "exhausted",
                    [("target", target.into()), ("pool", pool.into())],
                );
            }
        }
    }

    /// Shows a pool's new lease, or the page's own number when there is none.
    fn take_lease(&self, pool: &str, lease: Option<Lease>) {
        let mut state = self.state.borrow_mut();
        for target in state.targets.iter_mut().flatten() {
            if target.pool.as_deref() == Some(pool) {
                target.number = lease.as_ref().map(|lease| lease.number);
                target.settled = true;
            }
        }
        if let Some(memory) = &mut state.memory {
            memory.leases.retain(|kept| kept.pool != pool);
            memory.leases.extend(lease);
            memory.save(&self.window);
        }
        drop(state);
        self.show();
    }

    /// Makes the page show what the targets say.
    fn show(&self) {
        let wanted = self.state.borrow().wanted();
        let shown = self.state.borrow().swaps.clone();
        if wanted == shown {
            return;
        }
        self.page.restore(&shown);
        self.state.borrow_mut().swaps.clone_from(&wanted);
        if let Some(document) = self.window.document()
            && let Some(body) = document.body()
        {
            self.page.swap(&document, &body, &wanted);
        }
        // An edit runs the page's own code (a custom element that observes an
        // attribute), and that may have stopped us halfway.
        if self.stopped.get() {
            self.page.restore(&wanted);
        }
    }

    /// Tells listeners and those who wait what these targets have become.
    fn announce(&self, which: impl Fn(&Target) -> bool) {
        let (answers, details) = {
            let mut state = self.state.borrow_mut();
            (state.answers(), state.details(which))
        };
        for (resolve, number) in answers {
            let _ = resolve.call1(&JsValue::NULL, &number);
        }
        for detail in details {
            self.emit_object("swapped", &detail);
        }
    }

    /// After a failure: whoever waits gets the page's own number.
    fn settle_rest(&self) {
        self.state.borrow_mut().targets.get_or_insert_default();
        self.announce(|_| false);
    }

    fn start_heart(self: &Rc<Self>, document: &Document) {
        let state = &self.state;
        if self.stopped.get() || state.borrow().pools().is_empty() {
            return;
        }
        let every = state.borrow().heartbeat_ms();
        let weak = Rc::downgrade(self);
        let heart = Heart::start(document, every, move || {
            if let Some(visitor) = weak.upgrade() {
                spawn_local(async move { visitor.keep_leases(Since::Heartbeat).await });
            }
        });
        state.borrow_mut().heart = Some(heart);
    }

    fn stop(&self) {
        if self.stopped.replace(true) {
            return;
        }
        let state = std::mem::take(&mut *self.state.borrow_mut());
        self.page.restore(&state.swaps);
        memory::forget(&self.window);
        let leases = state.memory.map(|memory| memory.leases).unwrap_or_default();
        if let Some(server) = Leases::beside(&self.config) {
            leases
                .iter()
                .for_each(|lease| server.release(&self.window, lease));
        }
        for (_, resolve) in state.waiting {
            let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
        }
        self.tell("restored", &object([]));
    }

    fn emit<const N: usize>(&self, event: &str, detail: [(&str, JsValue); N]) {
        self.emit_object(event, &object(detail));
    }

    /// After a stop nothing is said any more, whatever was still on its way.
    fn emit_object(&self, event: &str, detail: &JsValue) {
        if !self.stopped.get() {
            self.tell(event, detail);
        }
    }

    fn tell(&self, event: &str, detail: &JsValue) {
        if let Ok(emit) = get(&self.options, "emit").dyn_into::<Function>() {
            let _ = emit.call2(&JsValue::NULL, &event.into(), detail);
        }
    }
}

/// Waits until the page is parsed: a loader without `defer` may be early.
async fn parsed(document: &Document) {
    if document.ready_state() == "loading" {
        let loaded = Promise::new(&mut |resolve, _| {
            let _ = document.add_event_listener_with_callback("DOMContentLoaded", &resolve);
        });
        let _ = JsFuture::from(loaded).await;
    }
}
