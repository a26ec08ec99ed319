//! What the store should do, with everything in lists.

use super::{HOLD, NUMBERS, RANKS};

/// The numbers and all leases so far.
pub struct Reference {
    pub now: i64,
    /// The pool of each number, when it is free, and its fence.
    numbers: Vec<(Option<usize>, i64, i64)>,
    pub leases: Vec<Held>,
    /// Who withdrew, and when.
    withdrawn: Vec<(u8, i64)>,
}

#[derive(Debug, Clone)]
pub struct Held {
    visitor: u8,
    pool: usize,
    number: usize,
    pub fence: i64,
    from: i64,
    until: i64,
    campaigns: Vec<(i64, u8)>,
    is_withdrawn: bool,
}

#[derive(Debug, PartialEq)]
pub enum Answer {
    New { number: usize, fence: i64 },
    Renewed { number: usize, fence: i64 },
    Exhausted { free_in: i64 },
    NotFound,
    Lost,
    Expired,
    Over,
    Withdrawn,
}

/// Whose a call is.
#[derive(Debug, PartialEq)]
pub enum Whose {
    /// The visitor's whose lease began then, and who had come by that campaign.
    Held(i64, u8),
    /// A visitor's who has withdrawn since.
    Withdrawn,
    Nobodys,
}

impl Reference {
    pub fn with(config: [&[usize]; 2], now: i64) -> Self {
        let mut reference = Self {
            now,
            numbers: vec![(None, 0, 0); NUMBERS.len()],
            leases: Vec::new(),
            withdrawn: Vec::new(),
        };
        reference.restart(config);
        reference
    }

    pub fn restart(&mut self, config: [&[usize]; 2]) {
        for number in 0..NUMBERS.len() {
            self.numbers[number].0 = (0..2).find(|&pool| config[pool].contains(&number));
        }
    }

    pub fn claim(&mut self, visitor: u8, pool: usize, campaign: u8) -> Answer {
        let now = self.now;
        let just_now = |&(who, at): &(u8, i64)| who == visitor && now < at + 60_000;
        if self.withdrawn.iter().any(just_now) {
            return Answer::Withdrawn;
        }
        let numbers = &self.numbers;
        let last = self
            .leases
            .iter_mut()
            .filter(|lease| (lease.visitor, lease.pool) == (visitor, pool))
            .filter(|lease| !lease.is_withdrawn)
            .filter(|lease| numbers[lease.number].0 == Some(pool))
            .filter(|lease| numbers[lease.number].2 == lease.fence)
            .max_by_key(|lease| lease.until);
        let number = match last {
            Some(lease) if lease.until > now => {
                lease.until = now + HOLD;
                lease.campaigns.push((now, campaign));
                self.numbers[lease.number].1 = now + HOLD;
                let (number, fence) = (lease.number, lease.fence);
                return Answer::Renewed { number, fence };
            }
            Some(lease) => Some(lease.number),
            None => (0..numbers.len())
                .filter(|&number| numbers[number].0 == Some(pool) && numbers[number].1 <= now)
                .min_by_key(|&number| (RANKS[number], numbers[number].1)),
        };
        let Some(number) = number else {
            let of_the_pool = numbers.iter().filter(|number| number.0 == Some(pool));
            let first = of_the_pool.map(|number| number.1).min().unwrap();
            return Answer::Exhausted {
                free_in: first - now,
            };
        };
        self.numbers[number].1 = now + HOLD;
        self.numbers[number].2 += 1;
        let fence = self.numbers[number].2;
        self.leases.push(Held {
            visitor,
            pool,
            number,
            fence,
            from: now,
            until: now + HOLD,
            campaigns: vec![(now, campaign)],
            is_withdrawn: false,
        });
        Answer::New { number, fence }
    }

    pub fn renew(&mut self, lease: usize, fence: i64) -> Answer {
        let Some(lease) = self.leases.get_mut(lease) else {
            return Answer::NotFound;
        };
        let number = &mut self.numbers[lease.number];
        if lease.fence != fence || number.2 != fence {
            Answer::Lost
        } else if lease.until <= self.now {
            Answer::Expired
        } else {
            lease.until = self.now + HOLD;
            number.1 = lease.until;
            Answer::Renewed {
                number: lease.number,
                fence,
            }
        }
    }

    pub fn release(&mut self, lease: usize, fence: i64) -> Answer {
        let Some(lease) = self.leases.get_mut(lease) else {
            return Answer::NotFound;
        };
        if lease.fence != fence {
            return Answer::Lost;
        }
        if lease.until > self.now {
            lease.until = self.now;
            self.numbers[lease.number].1 = self.now;
        }
        Answer::Over
    }

    pub fn withdraw(&mut self, visitor: u8) {
        for lease in 0..self.leases.len() {
            if self.leases[lease].visitor == visitor {
                self.release(lease, self.leases[lease].fence);
                self.leases[lease].is_withdrawn = true;
            }
        }
        self.withdrawn.push((visitor, self.now));
    }

    pub fn call(&self, number: usize, at: i64) -> Whose {
        let holding =
            |lease: &&Held| lease.number == number && lease.from <= at && at < lease.until;
        let Some(lease) = self.leases.iter().find(holding) else {
            return Whose::Nobodys;
        };
        if lease.is_withdrawn {
            return Whose::Withdrawn;
        }
        let mut campaigns = lease.campaigns.iter().rev();
        let (_, campaign) = campaigns.find(|(since, _)| *since <= at).unwrap();
        Whose::Held(lease.from, *campaign)
    }

    pub fn nobody_shares(&self) {
        for (place, one) in self.leases.iter().enumerate() {
            for other in &self.leases[place + 1..] {
                let apart = one.until <= other.from || other.until <= one.from;
                assert!(one.number != other.number || apart, "{one:?} and {other:?}");
            }
        }
    }
}
