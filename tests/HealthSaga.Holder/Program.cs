using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Holder;
using Pipeline.HealthSaga.Stopping;

// Runs a health saga on the database given. Commands on standard input: start PORT, end. Lines on standard output: ready, stop.
var options = args[1..].ToHashSet();
var policy = HealthSagaUnderTest.Quick with
{
    Grace = TimeSpan.FromSeconds(options.Contains("long-grace") ? 3_600 : 1),
    Failures = options.Contains("patient") ? 1_000 : 3,
    Ttl = TimeSpan.FromSeconds(options.Contains("long-ttl") ? 15 : 1),
    LeaveWithin = TimeSpan.FromSeconds(options.Contains("hasty") ? 1 : 300),
};
await using var saga = await HealthSagaUnderTest.StartAsync(
    args[0],
    policy,
    options.Contains("governed") ? GovernorPolicy.Default : null,
    $"prober-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");
saga.CarriesOut = !options.Contains("mute");
saga.Stop = _ =>
{
    Console.WriteLine("stop");
    return new StopAnswer(StopOutcome.Accepted, "it is being stopped");
};
Console.WriteLine("ready");

var red = new ModelHost("red", "127.0.0.1", epoch: TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
while (await Console.In.ReadLineAsync() is { } line)
{
    IHostFact[] facts = line.Split(' ') switch
    {
        ["start", var port] => [red.Started(red.Container("c1", "calc", int.Parse(port, CultureInfo.InvariantCulture)))],
        ["end"] => [red.Reported()],
        _ => [],
    };
    await saga.StateAsync(facts);
}
