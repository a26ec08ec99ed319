//! One visitor's page, from the grant to the withdrawal.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Date, Function};
use telswap::journey::{Touch, last_non_direct};
use telswap::{E164, Outcome, Swap, Visit, classify, plan};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Node, Window};

use crate::heart::Heart;
use crate::js::{fields, get, object, or_null, set, text};
use crate::lease::{Lease, Leases, Refusal};
use crate::memory::{self, Memory};
use crate::page::Page;
use crate::site::Site;
use crate::{source, visit};

/// What the loader holds of a running engine.
#[wasm_bindgen]
pub struct Engine(Rc<Visitor>);

/// A visitor under a grant.
struct Visitor {
    window: Window,
    document: Document,
    options: JsValue,
    server: Option<Leases>,
    memory: Memory,
    source: JsValue,
    targets: Vec<Target>,
    page: Page,
    /// What is on the page now.
    shown: RefCell<Vec<Swap>>,
    heart: RefCell<Option<Heart>>,
    /// Whether leases are being asked for or renewed at this moment.
    asking: Cell<bool>,
    stopped: Cell<bool>,
}

/// A target and what was decided for it.
struct Target {
    name: String,
    own: E164,
    rule: Option<String>,
    outcome: Outcome,
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

#[wasm_bindgen]
impl Engine {
    /// Swaps in a node that came later.
    pub fn swap(&self, root: &Node) {
        if !self.0.stopped.get() {
            let shown = self.0.shown.borrow().clone();
            self.0.page.swap(&self.0.document, root, &shown);
        }
    }

    /// The source that decides for this visitor.
    pub fn source(&self) -> JsValue {
        self.0.source.clone()
    }

    /// Undoes everything, at once: the page may be about to reload.
    pub fn stop(&self) {
        self.0.stop();
    }
}

impl Engine {
    pub(crate) fn start(options: &JsValue) -> Result<Self, &'static str> {
        let visitor = Rc::new(Visitor::arrive(options)?);
        // In a task of its own, so that the loader holds the engine before any
        // listener hears of it and may want it stopped.
        let running = Rc::clone(&visitor);
        spawn_local(async move { running.run().await });
        Ok(Self(visitor))
    }
}

impl Visitor {
    /// Classifies the visit, keeps the touch that decides, and applies the rules.
    fn arrive(options: &JsValue) -> Result<Self, &'static str> {
        let window = web_sys::window().ok_or("no_window")?;
        let document = window.document().ok_or("no_window")?;
        let site = Site::read(&get(options, "site")).ok_or("config_invalid")?;
        let memory = Memory::load(&window).ok_or("no_randomness")?;

        let (landing, referrer) = (visit::landing(&window), document.referrer());
        let hosts: Vec<&str> = site.domains.iter().map(String::as_str).collect();
        let visit = Visit {
            landing: &landing,
            referrer: &referrer,
        };
        let now = Touch {
            source: classify(&visit, &hosts),
            at: memory::milliseconds(Date::now()),
        };
        let touch = last_non_direct(memory.touch(), now);
        let source = source::to_js(&touch.source);
        memory.set_touch(&source, touch.at);
        memory.save(&window);

        let names = site.targets.iter().map(|(name, _)| name.as_str());
        let mut targets = Vec::new();
        for (decision, (_, own)) in plan(names, &site.rules, &touch.source)
            .iter()
            .zip(&site.targets)
        {
            targets.push(Target {
                name: decision.target.to_owned(),
                own: *own,
                rule: decision.rule.map(str::to_owned),
                outcome: decision.outcome.clone(),
            });
        }
        Ok(Self {
            server: Leases::beside(&window, &text(options, "config").unwrap_or_default()),
            window,
            document,
            options: options.clone(),
            memory,
            source,
            targets,
            page: Page::default(),
            shown: RefCell::default(),
            heart: RefCell::default(),
            asking: Cell::new(false),
            stopped: Cell::new(false),
        })
    }

    async fn run(self: Rc<Self>) {
        self.emit("source", &self.source);
        // Static numbers, and numbers of leases that still hold, wait for nobody.
        self.show();
        for target in &self.targets {
            if self.number_of(target).is_some() || target.pool().is_none() {
                self.announce(target);
            }
        }
        self.keep_leases(Since::Landing).await;
        self.start_heart();
    }

    /// The number to show for a target; none: the page's own.
    fn number_of(&self, target: &Target) -> Option<E164> {
        match &target.outcome {
            Outcome::Keep => None,
            Outcome::Number(number) => Some(*number),
            Outcome::Pool(pool) => self.lease_of(pool)?.number(),
        }
    }

    /// The lease of a pool, while it holds.
    fn lease_of(&self, pool: &str) -> Option<Lease> {
        Lease::kept(get(&self.memory.leases(), pool))
    }

    /// Gets or renews a lease for every target that a pool serves.
    async fn keep_leases(&self, since: Since) {
        if self.asking.replace(true) {
            return;
        }
        for target in &self.targets {
            if let (Some(pool), Some(server), false) =
                (target.pool(), &self.server, self.stopped.get())
            {
                self.keep_lease(target, pool, server, since).await;
            }
        }
        self.asking.set(false);
    }

    async fn keep_lease(&self, target: &Target, pool: &str, server: &Leases, since: Since) {
        let answer = match self.lease_of(pool) {
            Some(overflow) if overflow.overflow() => Ok(overflow),
            Some(lease) if since == Since::Heartbeat => server.renew(&lease).await,
            _ => Err(Refusal::Gone),
        };
        let answer = match answer {
            Err(Refusal::Gone) if !self.stopped.get() => {
                server.request(&self.wish(target, pool)).await
            }
            answer => answer,
        };
        if self.stopped.get() {
            // The grant ended while the server answered: nobody holds this.
            if let Ok(lease) = answer {
                server.release(&lease);
            }
            return;
        }
        let (kept, exhausted) = match answer {
            Ok(lease) => {
                let exhausted = lease.overflow();
                (lease.0, exhausted)
            }
            // The number is still this visitor's until its time is up.
            Err(Refusal::Failed) if self.lease_of(pool).is_some() => return,
            Err(Refusal::Exhausted) => (JsValue::NULL, true),
            Err(_) => {
                self.emit("error", &object(&[("code", "lease_failed".into())]));
                (JsValue::NULL, false)
            }
        };
        set(&self.memory.leases(), pool, &kept);
        self.memory.save(&self.window);
        self.show();
        self.announce(target);
        if exhausted {
            let detail = [
                ("target", target.name.as_str().into()),
                ("pool", pool.into()),
            ];
            self.emit("exhausted", &object(&detail));
        }
    }

    /// What the server is told when a number of the pool is asked for.
    fn wish(&self, target: &Target, pool: &str) -> JsValue {
        let consent = object(&[
            ("cmp", get(&self.options, "cmp")),
            ("service", get(&self.options, "service")),
        ]);
        object(&[
            ("site", get(&get(&self.options, "site"), "site")),
            ("pool", pool.into()),
            ("visitor", self.memory.visitor()),
            ("rule", or_null(target.rule.as_deref())),
            ("target", target.name.as_str().into()),
            ("source", self.source.clone()),
            ("consent", consent),
        ])
    }

    /// Makes the page show what was decided.
    fn show(&self) {
        if self.stopped.get() {
            return;
        }
        let mut wanted = Vec::new();
        for target in &self.targets {
            if let Some(to) = self.number_of(target) {
                wanted.push(Swap {
                    from: target.own,
                    to,
                    groups: None,
                });
            }
        }
        if *self.shown.borrow() == wanted {
            return;
        }
        let before = self.shown.replace(wanted.clone());
        self.page.restore(&before);
        if let Some(body) = self.document.body() {
            self.page.swap(&self.document, &body, &wanted);
        }
        // An edit runs the page's own code (a custom element that observes an
        // attribute), and that may have stopped us halfway.
        if self.stopped.get() {
            self.page.restore(&wanted);
        }
    }

    /// Tells what a target has become.
    fn announce(&self, target: &Target) {
        let lease = target.pool().and_then(|pool| self.lease_of(pool));
        let number = self.number_of(target);
        let (expires_in, overflow) = match &lease {
            Some(lease) => (lease.seconds_left().into(), lease.overflow()),
            None => (JsValue::NULL, false),
        };
        let detail = object(&[
            ("target", target.name.as_str().into()),
            ("number", or_null(number.as_ref().map(E164::as_str))),
            ("rule", or_null(target.rule.as_deref())),
            ("pool", or_null(target.pool())),
            ("expires_in", expires_in),
            ("overflow", overflow.into()),
        ]);
        self.emit("swapped", &detail);
    }

    fn start_heart(self: &Rc<Self>) {
        if self.stopped.get() || self.targets.iter().all(|target| target.pool().is_none()) {
            return;
        }
        let mut shortest = f64::INFINITY;
        for (_, lease) in fields(&self.memory.leases()) {
            shortest = shortest.min(Lease(lease).seconds_left());
        }
        let weak = Rc::downgrade(self);
        let heart = Heart::start(&self.document, shortest, move || {
            if let Some(visitor) = weak.upgrade() {
                spawn_local(async move { visitor.keep_leases(Since::Heartbeat).await });
            }
        });
        *self.heart.borrow_mut() = Some(heart);
    }

    fn stop(&self) {
        if self.stopped.replace(true) {
            return;
        }
        self.heart.take();
        self.page.restore(&self.shown.take());
        memory::forget(&self.window);
        if let Some(server) = &self.server {
            for (_, lease) in fields(&self.memory.leases()) {
                server.release(&Lease(lease));
            }
        }
        self.tell("restored", &object(&[]));
    }

    /// After a stop nothing is said any more, whatever was still on its way.
    fn emit(&self, event: &str, detail: &JsValue) {
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

impl Target {
    fn pool(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Pool(pool) => Some(pool),
            _ => None,
        }
    }
}
