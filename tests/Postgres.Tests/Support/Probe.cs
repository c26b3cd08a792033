using System.Diagnostics;
using Npgsql;

namespace Pipeline.Postgres.Tests.Support;

/// <summary>Inspects servers and processes from outside.</summary>
internal static class Probe
{
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<object?> QueryAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Whether a process runs; a zombie does not.</summary>
    public static bool Runs(int pid)
    {
        try
        {
            return !Status(pid, "State").StartsWith('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static string Status(int pid, string field) =>
        File.ReadLines($"/proc/{pid}/status")
            .First(line => line.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..].Trim();

    /// <summary>Starts another process that runs a private server.</summary>
    public static async Task<(Process Holder, int ServerPid)> HoldAsync(string dataDirectory)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Pipeline.Postgres.Holder.dll");
        var holder = Process.Start(new ProcessStartInfo("dotnet", [program, dataDirectory]) { RedirectStandardOutput = true })!;
        var line = await holder.StandardOutput.ReadLineAsync();
        return (holder, int.Parse(line.ShouldNotBeNull("the holder prints its server's process")));
    }

    public static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
    }
}
