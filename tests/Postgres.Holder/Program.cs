using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Postgres;

await using var server = await PrivateServer.StartAsync(args[0], NullLogger.Instance, CancellationToken.None);
Console.WriteLine(server.ProcessId);
await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
