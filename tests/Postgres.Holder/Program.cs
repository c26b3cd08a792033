using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pipeline.Postgres;

// Runs a private server below the given directory and holds an advisory lock in it during a query of one hour.
await using var server = await PrivateServer.StartAsync(args[0], NullLogger.Instance, CancellationToken.None);
await using var source = NpgsqlDataSource.Create(server.ConnectionString + ";Command Timeout=0");
await using var connection = await source.OpenConnectionAsync();
await using (var acquire = new NpgsqlCommand("SELECT pg_advisory_lock(1)", connection)) await acquire.ExecuteNonQueryAsync();
Console.WriteLine(server.ProcessId);
await using var sleep = new NpgsqlCommand("SELECT pg_sleep(3600)", connection);
await sleep.ExecuteNonQueryAsync();
