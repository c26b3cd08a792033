using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Pipeline.Databases;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Databases;

public sealed class When_a_login_is_withdrawn(RealPostgres postgres)
{
    [Fact]
    public async Task A_process_whom_the_database_no_longer_lets_in_ends()
    {
        var ours = await postgres.CreateDatabaseAsync();
        await TellAsync(ours, "CREATE ROLE guest LOGIN");
        using var lifetime = new Lifetime();
        var time = new FakeTimeProvider();
        using var watch = new LoginWatch(
            new NpgsqlConnectionStringBuilder(ours) { Username = "guest" }.ConnectionString,
            lifetime,
            time,
            NullLogger<LoginWatch>.Instance);
        await watch.StartAsync(TestContext.Current.CancellationToken);

        await TellAsync(ours, "ALTER ROLE guest NOLOGIN");
        await Eventually.ThatAsync(() =>
        {
            time.Advance(LoginWatch.Pause);
            return lifetime.ApplicationStopping.IsCancellationRequested;
        }, "the process ends");
    }

    private static async Task TellAsync(string database, string statement)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => stopping.Cancel();

        public void Dispose() => stopping.Dispose();
    }
}
