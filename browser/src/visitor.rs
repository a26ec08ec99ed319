//! One visitor's page, from the grant to the withdrawal.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Interval;
use js_sys::Date;
use telswap::journey::By;
use telswap::{E164, Outcome, Swap, Visit, plan};
use wasm_bindgen::JsValue;

use crate::js::{fields, get, object, or_null};
use crate::lease::{Answer, Lease, when_answered};
use crate::memory::{self, Memory};
use crate::site::Site;
use crate::{heart, io, page, source};

/// A visitor under a grant.
pub struct Visitor {
    options: JsValue,
    /// The address of the server's leases.
    leases: JsValue,
    memory: Memory,
    source: JsValue,
    targets: Vec<Rc<Target>>,
    /// What is on the page now.
    shown: RefCell<Vec<Swap>>,
    heart: RefCell<Option<Interval>>,
    /// How many answers of the server are on their way.
    asked: Cell<u32>,
    stopped: Cell<bool>,
}

/// A target and what was decided for it.
struct Target {
    name: String,
    own: E164,
    rule: Option<String>,
    outcome: Outcome,
    /// The visit by which it was decided.
    source: JsValue,
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

impl Visitor {
    /// Classifies the visit, keeps the touch that decides, and applies the rules.
    pub fn arrive(options: &JsValue) -> Result<Self, &'static str> {
        let site = Site::read(&get(options, "site")).ok_or("config_invalid")?;
        let leases = get(options, "leases");
        let memory = Memory::load(&leases).ok_or("no_randomness")?;

        let (landing, referrer) = (io::landing(), io::referrer());
        let visit = Visit {
            landing: &landing,
            referrer: &referrer,
        };
        let mut journey = memory.journey();
        let conditions = site.rules.iter().map(|rule| &rule.when);
        let now = memory::milliseconds(&Date::now().into());
        journey.arrive(&visit, &site.sources, conditions, now, site.limits);
        memory.set_journey(&journey);
        memory.save();
        // Without the entry a withdrawal on another page would go unnoticed, and
        // each page would lease another number.
        if io::lost() {
            return Err("storage_refused");
        }

        let names = site.targets.iter().map(|(name, _)| name.as_str());
        let of = |by| {
            let touch = journey.touch(by);
            touch.map_or(JsValue::NULL, |touch| source::to_js(&touch.source))
        };
        let mut targets = Vec::new();
        for (decision, (_, own)) in plan(names, &site.rules, &journey).iter().zip(&site.targets) {
            targets.push(Rc::new(Target {
                name: decision.target.to_owned(),
                own: *own,
                rule: decision.rule.map(str::to_owned),
                outcome: decision.outcome.clone(),
                source: of(decision.by),
            }));
        }
        Ok(Self {
            leases,
            options: options.clone(),
            memory,
            source: of(By::default()),
            targets,
            shown: RefCell::default(),
            heart: RefCell::default(),
            asked: Cell::new(0),
            stopped: Cell::new(false),
        })
    }

    /// Shows the numbers and tells the listeners.
    pub fn run(self: &Rc<Self>) {
        self.emit("source", &self.source);
        // Static numbers, and numbers of leases that still hold, wait for nobody.
        self.show();
        for target in &self.targets {
            if self.number_of(target).is_some() || target.pool().is_none() {
                self.announce(target);
            }
        }
        self.keep_leases(Since::Landing);
        self.start_heart();
    }

    /// Swaps in a node that came later.
    pub fn swap(&self, root: &JsValue) {
        let shown = self.shown.borrow().clone();
        self.write(root, &shown);
    }

    /// The source that decides for this visitor.
    pub fn source(&self) -> JsValue {
        self.source.clone()
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

    /// Says that the visitor is still there, unless nobody reads the page: the
    /// lease of a hidden page may run out.
    pub fn beat(self: &Rc<Self>) {
        if !io::page().hidden() {
            self.keep_leases(Since::Heartbeat);
        }
    }

    /// Gets or renews a lease for every target that a pool serves.
    fn keep_leases(self: &Rc<Self>, since: Since) {
        // A page that comes to the front beats while a beat is under way; and a
        // listener may have ended it before the first.
        if self.asked.get() > 0 || self.has_ended() {
            return;
        }
        for target in &self.targets {
            let Some(pool) = target.pool() else { continue };
            match self.lease_of(pool) {
                // It is shared, and its time says when to ask again.
                Some(lease) if since == Since::Heartbeat && lease.overflow() => {}
                Some(lease) if since == Since::Heartbeat => self.renew_lease(target, &lease),
                _ => self.request_lease(target, pool),
            }
        }
    }

    fn renew_lease(self: &Rc<Self>, target: &Rc<Target>, lease: &Lease) {
        self.asked.update(|asked| asked + 1);
        let (visitor, target) = (Rc::clone(self), Rc::clone(target));
        let then = when_answered(move |answer| match (answer, target.pool()) {
            (Answer::Gone, Some(pool)) if !visitor.has_ended() => {
                visitor.asked.update(|asked| asked - 1);
                visitor.request_lease(&target, pool);
            }
            (answer, _) => visitor.take(answer, &target),
        });
        io::renew(&self.leases, &lease.0, then);
    }

    fn request_lease(self: &Rc<Self>, target: &Rc<Target>, pool: &str) {
        // Whoever finds this entry knows that there may be something to release.
        if self.lease_of(pool).is_none() {
            self.memory.keep(pool, &JsValue::NULL);
        }
        self.asked.update(|asked| asked + 1);
        let (visitor, wished) = (Rc::clone(self), Rc::clone(target));
        let then = when_answered(move |answer| visitor.take(answer, &wished));
        io::request(
            &self.options,
            &self.memory.0,
            &target.source,
            target.rule.as_deref(),
            &target.name,
            pool,
            then,
        );
    }

    /// Shows and keeps what the server answered.
    fn take(&self, answer: Answer, target: &Target) {
        self.asked.update(|asked| asked - 1);
        let Some(pool) = target.pool() else { return };
        if self.has_ended() {
            return;
        }
        let (kept, exhausted) = match answer {
            Answer::Lease(lease) => {
                let exhausted = lease.overflow();
                (lease.0, exhausted)
            }
            Answer::Exhausted => (JsValue::NULL, true),
            // The number is still this visitor's until its time is up.
            _ if self.lease_of(pool).is_some() => return,
            _ => {
                self.emit("lease_failed", &JsValue::NULL);
                (JsValue::NULL, false)
            }
        };
        self.memory.keep(pool, &kept);
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

    /// Whether the grant ended, here or elsewhere. Whoever ended it released what
    /// is still on its way.
    fn has_ended(&self) -> bool {
        if !self.stopped.get() && io::lost() {
            self.emit("lost", &JsValue::NULL);
        }
        self.stopped.get() || io::lost()
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
        page::restore(&before);
        self.write(&JsValue::UNDEFINED, &wanted);
    }

    /// Edits the page. That runs the page's own code (a custom element that
    /// observes an attribute), which may stop us halfway.
    fn write(&self, root: &JsValue, wanted: &[Swap]) {
        page::swap(root, wanted);
        if self.stopped.get() {
            page::restore(wanted);
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

    fn start_heart(&self) {
        if self.stopped.get() || self.targets.iter().all(|target| target.pool().is_none()) {
            return;
        }
        let pools = get(&get(&self.options, "site"), "pools");
        let mut shortest = f64::INFINITY;
        for (_, pool) in fields(&pools) {
            shortest = shortest.min(get(&pool, "lease_minutes").as_f64().unwrap_or(1.0));
        }
        *self.heart.borrow_mut() = Some(heart::start(shortest * 60.0));
    }

    /// Undoes everything, at once.
    pub fn stop(&self, released: bool) {
        self.stopped.set(true);
        self.heart.take();
        // First what the page's own code cannot get in the way of. Another
        // visitor's entry is not ours.
        if !io::lost() {
            io::forget();
        }
        if !released && !fields(&self.memory.leases()).is_empty() {
            io::release(&self.options, &self.memory.visitor());
        }
        page::restore(&self.shown.take());
        self.tell("restored", &object(&[]));
    }

    /// After a stop nothing is said any more, whatever was still on its way.
    fn emit(&self, event: &str, detail: &JsValue) {
        if !self.stopped.get() {
            self.tell(event, detail);
        }
    }

    fn tell(&self, event: &str, detail: &JsValue) {
        io::emit(&self.options, event, detail);
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
