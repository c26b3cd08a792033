using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pipeline.Postgres;

// Holds a private server below the directory given, and a lock in it within a query that would last for an hour.
await using var server = await PrivateServer.StartAsync(args[0], NullLogger.Instance, CancellationToken.None);
await using var source = NpgsqlDataSource.Create(server.ConnectionString + ";Command Timeout=0");
await using var connection = await source.OpenConnectionAsync();
await using (var take = new NpgsqlCommand("SELECT pg_advisory_lock(1)", connection)) await take.ExecuteNonQueryAsync();
Console.WriteLine(server.ProcessId);
await using var sleep = new NpgsqlCommand("SELECT pg_sleep(3600)", connection);
await sleep.ExecuteNonQueryAsync();
