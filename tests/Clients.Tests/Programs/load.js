// Twenty requests a second; prints what each comes to: an instance's name, or "! " and why it failed.
const perSecond = 20;

exports.run = ask => setInterval(
    () => ask().then(text => console.log(text.trim()), failure => console.log(`! ${(failure.cause ?? failure).message}`)),
    1000 / perSecond);
