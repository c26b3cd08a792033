using Npgsql;

namespace Pipeline.Tests.RealParts;

/// <summary>A database that refuses to write for a while, as real ones do, and takes everything again afterwards.</summary>
public abstract class RefusingDatabase : IAsyncDisposable
{
    private RefusingDatabase(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    /// <summary>What its refusals contain.</summary>
    public abstract string Refusal { get; }

    /// <summary>The ways to refuse: it is read-only, as a standby after a failover; its disk is full; a function is missing.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["it is read-only", "its disk is full", "a function is missing"];

    /// <param name="postgres">The server.</param>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="schema">The schema whose function goes missing.</param>
    public static async Task<RefusingDatabase> CreateAsync(RealPostgres postgres, string kind, string schema) => kind switch
    {
        "it is read-only" => new ReadOnly(await postgres.CreateDatabaseAsync()),
        "its disk is full" => await FullDisk.CreateAsync(),
        "a function is missing" => new WithoutFunction(await postgres.CreateDatabaseAsync(), schema),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown"),
    };

    /// <summary>Begins to refuse.</summary>
    public abstract Task RefuseAsync();

    /// <summary>Takes everything again.</summary>
    public abstract Task AcceptAsync();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes what it put on the machine.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    private async Task RunAsync(string sql)
    {
        // A session that may write whatever the database's default is.
        var writing = new NpgsqlConnectionStringBuilder(ConnectionString)
        {
            Pooling = false,
            Options = "-c default_transaction_read_only=off",
        };
        await using var connection = new NpgsqlConnection(writing.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class ReadOnly(string database) : RefusingDatabase(database)
    {
        public override string Refusal => "read-only transaction";

        public override Task RefuseAsync() => SwitchAsync("on");

        public override Task AcceptAsync() => SwitchAsync("off");

        /// <summary>The default holds for new sessions, so the present ones are ended.</summary>
        private Task SwitchAsync(string value) => RunAsync(
            $"""
            alter database {new NpgsqlConnectionStringBuilder(ConnectionString).Database} set default_transaction_read_only = {value};
            select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid();
            """);
    }

    private sealed class WithoutFunction(string database, string schema) : RefusingDatabase(database)
    {
        private const string Function = "mt_quick_append_events";

        public override string Refusal => Function;

        public override Task RefuseAsync() => RenameAsync(Function, $"{Function}_away");

        public override Task AcceptAsync() => RenameAsync($"{Function}_away", Function);

        private Task RenameAsync(string from, string to) => RunAsync($"alter function {schema}.{from} rename to {to}");
    }

    /// <summary>
    /// Its tables are on a file system of a few megabytes; the log of its transactions is not, so that the server goes on. It has a server
    /// of its own, because no server makes a checkpoint while any of its disks is full.
    /// </summary>
    private sealed class FullDisk(RealPostgres server, string database, string disk) : RefusingDatabase(database)
    {
        private string Filler => Path.Combine(disk, "filler");

        public override string Refusal => "No space left on device";

        public static async Task<RefusingDatabase> CreateAsync()
        {
            var disk = TemporaryDirectory.Create("disk");
            if (!Environment.IsPrivilegedProcess) MissingPart.Skip("only root can mount a small file system");
            await ShellCommand.RunAsync("mount", ["-t", "tmpfs", "-o", "size=40m", "tmpfs", disk]);
            var tables = Directory.CreateDirectory(Path.Combine(disk, "tables")).FullName;
            await ShellCommand.RunAsync("chown", ["postgres", tables]);
            var server = new RealPostgres();
            return new FullDisk(server, await server.CreateDatabaseAsync(tables), disk);
        }

        public override async Task RefuseAsync()
        {
            await using var filler = File.Create(Filler);
            var block = new byte[8_192];
            try
            {
                while (true) await filler.WriteAsync(block);
            }
            catch (IOException)
            {
                // It is full.
            }
        }

        public override Task AcceptAsync()
        {
            File.Delete(Filler);
            return Task.CompletedTask;
        }

        protected override async Task EndAsync()
        {
            File.Delete(Filler);
            await server.DisposeAsync();
            await ShellCommand.RunAsync("umount", ["--lazy", disk]);
        }
    }
}
