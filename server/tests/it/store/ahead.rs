//! A clock that was ahead and is put right.

use std::time::Duration;

use super::{Answer, Asked, CONFIGS, HOLD, Whose};
use crate::support::NOON;

/// 2100-01-01T00:00:00Z
const AHEAD: i64 = 4_102_444_800_000;

#[tokio::test]
async fn its_leases_end_all_the_same() {
    let mut asked = Asked::with(CONFIGS[0], AHEAD).await;
    for (number, visitor) in [(0, 0), (1, 1)] {
        let fence = 1;
        let expected = Answer::New { number, fence };
        assert_eq!(asked.claim(number, visitor, 0, 0).await, expected);
    }
    asked.clock.set(NOON);
    let expected = Answer::Exhausted { free_in: HOLD };
    assert_eq!(asked.claim(2, 2, 0, 0).await, expected);

    // Who is still there keeps the number, who is not does not.
    let (number, fence) = (1, 1);
    asked.clock.advance(Duration::from_millis(1));
    assert_eq!(asked.renew(1, 1).await, Answer::Renewed { number, fence });
    asked.clock.set(NOON + HOLD);
    let (number, fence) = (0, 2);
    assert_eq!(asked.claim(2, 2, 0, 0).await, Answer::New { number, fence });
    assert_eq!(asked.renew(0, 1).await, Answer::Lost);
    assert_eq!(
        asked.call(0, NOON + HOLD).await,
        Whose::Held(NOON + HOLD, 0)
    );
    let expected = Answer::Exhausted { free_in: 1 };
    assert_eq!(asked.claim(3, 3, 0, 0).await, expected);
}
