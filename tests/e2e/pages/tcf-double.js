// A test double of a TCF platform: it speaks the contract of `__tcfapi`
// 'addEventListener', nothing more. `tellTcf(data)` is what a platform would do
// on a decision.
var tcfListeners = [];
function tellTcf(data, success = true) {
  tcfListeners.forEach((listener) => listener(data, success));
}
window.__tcfapi = (command, version, callback) => {
  if (command !== "addEventListener" || version !== 2) return callback(null, false);
  tcfListeners.push(callback);
};
