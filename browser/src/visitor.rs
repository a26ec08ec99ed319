//! One visitor's page, from the grant to the withdrawal.

use std::cell::{Cell, RefCell};

use gloo_timers::callback::Interval;
use js_sys::Date;
use telswap::journey::By;
use telswap::number::Spelled;
use telswap::{Outcome, Swap, Visit, plan};

use crate::debug;
use crate::lease::Lease;
use crate::page::{self, Shown};
use crate::site::Site;
use crate::{heart, io, memory, source, watch};

/// A visitor under a grant.
pub struct Visitor {
    targets: Vec<Target>,
    /// What is on the page now.
    shown: RefCell<Shown>,
    heart: RefCell<Option<Interval>>,
    /// How many answers of the server are on their way.
    asked: Cell<u32>,
    stopped: Cell<bool>,
}

/// A target and what was decided for it.
struct Target {
    /// What `io.js` calls it by.
    place: i32,
    /// The page's own number in its own place.
    own: Swap,
    becomes: Becomes,
}

/// What a target becomes.
enum Becomes {
    /// This number for everyone; none: the page's own stays.
    Static(Option<Spelled>),
    /// A number of a pool.
    Pooled {
        lease: RefCell<Option<Lease>>,
        lease_minutes: f64,
        /// Whether this page has asked for it, or an earlier one has: then the
        /// visitor may call it still, so that it is kept for them on every page.
        needed: Cell<bool>,
    },
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
    /// Classifies the visit, keeps the journey, and applies the rules.
    pub fn arrive() -> Result<Self, &'static str> {
        let (landing, referrer) = (io::text(), io::text());
        let mut journey = memory::journey();
        let site = Site::read().ok_or("config_invalid")?;
        memory::know_visitor().ok_or("no_randomness")?;

        let visit = Visit {
            landing: landing.as_deref().unwrap_or_default(),
            referrer: referrer.as_deref().unwrap_or_default(),
        };
        let conditions = site.rules.iter().map(|rule| &rule.when);
        let now = memory::milliseconds(Date::now());
        let is_touch = journey.arrive(&visit, &site.sources, conditions, now, site.limits);
        memory::keep_journey(&journey);
        // Without the entry a withdrawal on another page would go unnoticed, and
        // each page would lease another number.
        if io::lost() {
            return Err("storage_refused");
        }
        debug::show(&visit, is_touch, &site, &journey);

        let say_source_of = |by| {
            if let Some(touch) = journey.touch(by) {
                source::say(&touch.source);
            }
        };
        say_source_of(By::default());
        io::decide();
        let names = site.targets.iter().map(|(name, _)| name.as_str());
        let mut targets = Vec::new();
        for (decision, (_, own)) in plan(names, &site.rules, &journey).iter().zip(&site.targets) {
            let (pool, number) = match decision.outcome {
                Outcome::Keep => (None, None),
                Outcome::Number(shown) => (None, Some(shown)),
                Outcome::Pool(pool) => (Some(pool.as_str()), None),
            };
            let digits = number.map(|shown| shown.number.as_str());
            say_source_of(decision.by);
            let place = io::becomes(decision.target, decision.rule, pool, digits);
            let becomes = match pool {
                None => Becomes::Static(number.cloned()),
                Some(_) => Becomes::pooled(Lease::read()),
            };
            targets.push(Target {
                place,
                own: own.clone(),
                becomes,
            });
        }
        Ok(Self {
            targets,
            shown: RefCell::new(Shown::new(Vec::new())),
            heart: RefCell::default(),
            asked: Cell::new(0),
            stopped: Cell::new(false),
        })
    }

    /// Shows the numbers and tells the listeners.
    pub fn run(&self) {
        self.emit("source");
        self.keep_leases(Since::Landing);
        if !self.stopped.get() {
            // Fields of forms may come later, also where no number changes.
            watch::watch();
        }
        if self.targets.iter().any(|target| !target.is_kept()) {
            // Static numbers, and numbers of leases that still hold, wait for nobody.
            self.show();
        }
        for target in &self.targets {
            if target.number().is_some() || !target.is_pooled() {
                self.announce(target);
            }
        }
    }

    /// A text with the numbers that are shown, or, `back`, with the page's own.
    pub fn find(&self, text: &str, is_link: bool, back: bool) -> Option<String> {
        // Editing runs the page's own code (a custom element that observes an
        // attribute), which may stop us halfway.
        if self.stopped.get() && !back {
            return None;
        }
        let shown = self.shown.borrow();
        // Borders in front of a byte; numbers are found in their order.
        let (mut borders, mut counted) = (0, 0);
        let mut borders_before = |end| {
            let passed = text.bytes().take(end).skip(counted);
            borders += passed.filter(|byte| *byte == 0).count();
            counted = end;
            borders
        };
        shown.find(text, is_link, back, |place, at| {
            if !back && self.targets.get(place).is_some_and(Target::is_sought) {
                page::seen(place, borders_before(at.start), borders_before(at.end));
            }
        })
    }

    /// Asks for a number of the pool that serves the target at `place`, if any does
    /// and nobody has before.
    pub fn need(&self, place: i32) {
        for target in &self.targets {
            if target.place == place && target.is_sought() && !self.has_ended() {
                if let Becomes::Pooled { needed, .. } = &target.becomes {
                    needed.set(true);
                }
                self.request_lease(target);
            }
        }
    }

    /// Says that the visitor is still there, unless nobody reads the page: the
    /// lease of a hidden page may run out.
    pub fn beat(&self) {
        if !io::page().hidden() {
            self.keep_leases(Since::Heartbeat);
        }
    }

    /// Tells the server of every lease anew, with the consent as it is now.
    pub fn agree(&self) {
        if self.has_ended() {
            return;
        }
        for target in self.targets.iter().filter(|target| target.is_needed()) {
            self.request_lease(target);
        }
    }

    /// Gets or renews every lease that is needed.
    fn keep_leases(&self, since: Since) {
        // A page that comes to the front beats while a beat is under way; and a
        // listener may have ended it before the first.
        if self.asked.get() > 0 || self.has_ended() {
            return;
        }
        for target in self.targets.iter().filter(|target| target.is_needed()) {
            match target.lease() {
                // It is shared, and its time says when to ask again.
                Some(lease) if since == Since::Heartbeat && lease.overflow => {}
                Some(_) if since == Since::Heartbeat => {
                    self.asked.update(|asked| asked + 1);
                    io::renew(target.place);
                }
                _ => self.request_lease(target),
            }
        }
    }

    fn request_lease(&self, target: &Target) {
        // Whoever finds this entry knows that there may be something to release.
        if target.lease().is_none() {
            io::keep_wish(target.place);
        }
        self.asked.update(|asked| asked + 1);
        io::request(target.place);
        self.start_heart();
    }

    /// Shows and keeps what the server answered, which lies ready.
    pub fn answered(&self, place: i32, renewing: bool, status: i32) {
        self.asked.update(|asked| asked - 1);
        if self.has_ended() {
            return;
        }
        for target in &self.targets {
            if target.place == place {
                // The server knows the lease no more, or gave it to somebody else.
                if renewing && matches!(status, 404 | 409 | 410) {
                    target.lose_lease();
                    return self.request_lease(target);
                }
                return self.take(target);
            }
        }
    }

    fn take(&self, target: &Target) {
        let Becomes::Pooled { lease, .. } = &target.becomes else {
            return;
        };
        let given = Lease::read();
        // Every number is leased, and there is no overflow number.
        let empty = io::text().is_some_and(|code| code == "pool_exhausted");
        if given.is_none() && !empty {
            // The number is still this visitor's until its time is up.
            if target.lease().is_some() {
                return;
            }
            self.emit("lease_failed");
        }
        let overflow = given.as_ref().map(|given| given.overflow);
        match given {
            Some(_) => io::keep(target.place),
            None => io::keep_wish(target.place),
        }
        lease.replace(given);
        self.show();
        self.announce(target);
        if overflow.unwrap_or(empty) && !self.stopped.get() {
            io::exhausted(target.place);
        }
    }

    /// Whether the grant ended, here or elsewhere. Whoever ended it released what
    /// is still on its way.
    fn has_ended(&self) -> bool {
        if !self.stopped.get() && io::lost() {
            self.emit("lost");
        }
        self.stopped.get() || io::lost()
    }

    /// Makes the page show what was decided.
    fn show(&self) {
        let wanted: Vec<Swap> = self.targets.iter().map(Target::swap).collect();
        if self.stopped.get() || self.shown.borrow().swaps == wanted {
            return;
        }
        page::restore();
        self.shown.replace(Shown::new(wanted));
        page::swap();
    }

    /// Tells what a target has become.
    fn announce(&self, target: &Target) {
        let seconds = target
            .lease()
            .map_or(f64::NAN, |lease| lease.seconds_left());
        if !self.stopped.get() {
            io::swapped(target.place, seconds);
        }
    }

    /// Beats from the first lease that is asked for.
    fn start_heart(&self) {
        let mut shortest = f64::INFINITY;
        for target in &self.targets {
            if let Becomes::Pooled { lease_minutes, .. } = target.becomes {
                shortest = shortest.min(lease_minutes);
            }
        }
        if self.heart.borrow().is_none() {
            *self.heart.borrow_mut() = Some(heart::start(shortest * 60.0));
        }
    }

    /// Undoes everything, at once.
    pub fn stop(&self, released: bool) {
        if self.stopped.replace(true) {
            return;
        }
        self.heart.take();
        // First what the page's own code cannot get in the way of. Another
        // visitor's entry is not ours.
        if !io::lost() {
            io::forget();
        }
        if !released {
            io::release();
        }
        watch::unwatch();
        page::restore();
        io::emit("restored");
    }

    /// After a stop nothing is said any more, whatever was still on its way.
    fn emit(&self, event: &str) {
        if !self.stopped.get() {
            io::emit(event);
        }
    }
}

impl Becomes {
    fn pooled(lease: Option<Lease>) -> Self {
        // An overflow number is shared: there is nothing to keep.
        let holds = lease.as_ref().is_some_and(|lease| !lease.overflow);
        Self::Pooled {
            lease: RefCell::new(lease),
            lease_minutes: io::number(),
            needed: Cell::new(holds),
        }
    }
}

impl Target {
    /// What is looked for on the page, and what is shown in its place.
    fn swap(&self) -> Swap {
        match self.number() {
            Some(shown) => Swap {
                to: shown.number,
                groups: shown.groups(),
                ..self.own.clone()
            },
            None => self.own.clone(),
        }
    }

    /// Whether the page's own number stays in any case.
    fn is_kept(&self) -> bool {
        matches!(self.becomes, Becomes::Static(None))
    }
    /// The number to show; none: the page's own.
    fn number(&self) -> Option<Spelled> {
        match &self.becomes {
            Becomes::Static(number) => number.clone(),
            Becomes::Pooled { .. } => Some(self.lease()?.number),
        }
    }

    /// The lease, while it holds.
    fn lease(&self) -> Option<Lease> {
        match &self.becomes {
            Becomes::Static(_) => None,
            Becomes::Pooled { lease, .. } => lease.borrow().clone().filter(Lease::holds),
        }
    }

    /// Forgets the lease, which is somebody else's by now, or nobody's.
    fn lose_lease(&self) {
        if let Becomes::Pooled { lease, .. } = &self.becomes {
            lease.replace(None);
        }
    }

    fn is_needed(&self) -> bool {
        matches!(&self.becomes, Becomes::Pooled { needed, .. } if needed.get())
    }

    /// Whether a number of its pool is asked for when it is needed.
    fn is_sought(&self) -> bool {
        self.is_pooled() && !self.is_needed()
    }

    fn is_pooled(&self) -> bool {
        matches!(self.becomes, Becomes::Pooled { .. })
    }
}
