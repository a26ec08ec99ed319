//! What the engine knows of its visitor, and what follows from it.

use js_sys::Function;
use telswap::{E164, Swap};
use wasm_bindgen::JsValue;

use crate::heart::Heart;
use crate::js::{get, object, or_null};
use crate::lease::Lease;
use crate::memory::Memory;

/// How often the server hears that the visitor is still there, at most: the
/// longest that is usual in the field (15 to 60 s), so that it is asked rarely.
const HEARTBEAT_MS: f64 = 60_000.0;

/// What is known of the visitor.
#[derive(Default)]
pub struct State {
    pub memory: Option<Memory>,
    pub source: Option<JsValue>,
    /// None until the plan is made.
    pub targets: Option<Vec<Target>>,
    /// What is on the page now.
    pub swaps: Vec<Swap>,
    /// Who asked for a target's number before it was settled.
    pub waiting: Vec<(String, Function)>,
    pub site: String,
    pub heart: Option<Heart>,
}

/// A target and what was decided for it.
pub struct Target {
    pub name: String,
    pub own: E164,
    pub rule: Option<String>,
    pub pool: Option<String>,
    /// What is shown in its place; none: the page's own number.
    pub number: Option<E164>,
    /// Whether `number` is final: a pool's is not before the server answered.
    pub settled: bool,
}

impl State {
    /// A target's number as JavaScript has it; none while it is not settled.
    /// A target that the site does not have keeps its own number.
    pub fn settled(&self, name: &str) -> Option<JsValue> {
        let target = self
            .targets
            .as_ref()?
            .iter()
            .find(|target| target.name == name);
        match target {
            Some(target) => target.settled.then(|| target.number_for_page()),
            None => Some(JsValue::NULL),
        }
    }

    /// Takes out those who wait for a number that is settled now.
    pub fn answers(&mut self) -> Vec<(Function, JsValue)> {
        let waiting = std::mem::take(&mut self.waiting);
        let mut answers = Vec::new();
        for (target, resolve) in waiting {
            match self.settled(&target) {
                Some(number) => answers.push((resolve, number)),
                None => self.waiting.push((target, resolve)),
            }
        }
        answers
    }

    /// The details of `swapped` for these targets.
    pub fn details(&self, which: impl Fn(&Target) -> bool) -> Vec<JsValue> {
        let targets = self.targets.iter().flatten().filter(|target| which(target));
        let detail = |target: &Target| {
            let lease = self.memory.as_ref().and_then(|memory| {
                memory
                    .leases
                    .iter()
                    .find(|lease| Some(&lease.pool) == target.pool.as_ref())
            });
            object([
                ("target", target.name.as_str().into()),
                ("number", target.number_for_page()),
                ("rule", or_null(target.rule.as_deref())),
                ("pool", or_null(target.pool.as_deref())),
                (
                    "expires_in",
                    lease.map_or(JsValue::NULL, |it| it.expires_in().into()),
                ),
                ("overflow", lease.is_some_and(Lease::overflow).into()),
            ])
        };
        targets.map(detail).collect()
    }

    /// What the page is to show.
    pub fn wanted(&self) -> Vec<Swap> {
        let targets = self.targets.iter().flatten();
        targets
            .filter_map(|it| {
                Some(Swap {
                    from: it.own,
                    to: it.number?,
                    groups: None,
                })
            })
            .collect()
    }

    /// The pools that the plan names, each once.
    pub fn pools(&self) -> Vec<String> {
        let mut pools: Vec<String> = Vec::new();
        for pool in self
            .targets
            .iter()
            .flatten()
            .filter_map(|target| target.pool.as_ref())
        {
            if !pools.contains(pool) {
                pools.push(pool.clone());
            }
        }
        pools
    }

    /// How often to renew: twice within the time of the shortest lease, if that
    /// is short.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates"
    )]
    pub fn heartbeat_ms(&self) -> u32 {
        let leases = self.memory.iter().flat_map(|memory| &memory.leases);
        let halves = leases.map(|lease| lease.expires_in() * 500.0);
        halves.fold(HEARTBEAT_MS, f64::min).max(1000.0) as u32
    }

    /// The names of the targets that this pool serves.
    pub fn names_of(&self, pool: &str) -> Vec<String> {
        let targets = self.targets.iter().flatten();
        targets
            .filter(|target| target.pool.as_deref() == Some(pool))
            .map(|target| target.name.clone())
            .collect()
    }

    /// What the server is told when a number of the pool is asked for.
    pub fn wish(&self, pool: &str, options: &JsValue) -> JsValue {
        let mut targets = self.targets.iter().flatten();
        let target = targets.find(|target| target.pool.as_deref() == Some(pool));
        let visitor = self.memory.as_ref().map(|memory| memory.visitor.as_str());
        object([
            ("site", self.site.as_str().into()),
            ("pool", pool.into()),
            ("visitor", or_null(visitor)),
            ("rule", or_null(target.and_then(|it| it.rule.as_deref()))),
            ("target", or_null(target.map(|it| it.name.as_str()))),
            ("source", self.source.clone().unwrap_or(JsValue::NULL)),
            (
                "consent",
                object([
                    ("cmp", get(options, "cmp")),
                    ("service", get(options, "service")),
                ]),
            ),
        ])
    }
}

impl Target {
    pub fn number_for_page(&self) -> JsValue {
        or_null(self.number.as_ref().map(E164::as_str))
    }
}
