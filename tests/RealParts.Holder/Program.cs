using System.Diagnostics;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.RealParts.Runs;

// Runs the parts that are named until its standard input ends; then it ends as a test runner does. Says its run when they all run.
var run = await TestRun.CurrentAsync();
await using (var moto = new Moto())
await using (var postgres = new RealPostgres())
{
    foreach (var part in args) await StartAsync(part, moto, postgres);
    Console.WriteLine(run.Id);
    while (await Console.In.ReadLineAsync() is not null)
    {
    }
}

await run.EndAsync();

static async Task StartAsync(string part, Moto moto, RealPostgres postgres)
{
    switch (part)
    {
        case "process":
            Process.Start("sleep", "600");
            break;
        case "stubborn":
            Process.Start("sh", ["-c", "trap '' TERM INT; while :; do sleep 1; done"]);
            break;
        case "postgres":
            await postgres.CreateDatabaseAsync();
            break;
        case "moto":
            await moto.EndpointAsync();
            break;
        case "engine":
            var engine = await DockerEngine.StartAsync();
            await engine.RunScriptAsync("trap '' TERM; while :; do busybox sleep 1; done", "-p", "127.0.0.1::8081");
            await engine.DockerAsync("pause", await engine.RunAsync());
            break;
        default:
            throw new ArgumentException($"no part is called {part}");
    }
}
