using System.Globalization;
using Microsoft.Extensions.Logging;
using Pipeline.Postgres.Failures;
using Pipeline.Postgres.Files;
using Pipeline.Postgres.Programs;

namespace Pipeline.Postgres.Servers;

/// <summary>Creates, starts and stops a server with PostgreSQL's own tools, as the server's account.</summary>
internal sealed class ServerControl(
    PostgresBinaries binaries, ServerAccount account, ServerFiles files, PrivateServerOptions options, ILogger logger)
{
    public const string Superuser = "pipeline";

    private static readonly TimeSpan ImmediateStopTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Creates the cluster. If it is interrupted, no incomplete cluster remains under the final name.</summary>
    public async Task CreateClusterAsync(CancellationToken cancel)
    {
        logger.CreatingCluster(files.DataDirectory);
        await account.CreatePrivateDirectoryAsync(files.Server, cancel);
        if (Directory.Exists(files.NewCluster)) Directory.Delete(files.NewCluster, recursive: true);
        files.WriteNewPassword();
        await account.TakeOwnershipAsync(files.Password, cancel);

        var (code, output) = await ProcessRunner.RunAsync(
            account.RunAs(
            [
                binaries.Initdb, $"--pgdata={files.NewCluster}", $"--username={Superuser}", $"--pwfile={files.Password}",
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions",
                .. options.Durable ? (string[])[] : ["--no-sync"],
            ]), cancel, files.Server);
        if (code != 0) throw new PrivateServerException($"cannot create a database below {files.DataDirectory}: {LastLine(output)}");

        Directory.Move(files.NewCluster, files.Cluster);
    }

    /// <returns>Null if it started, otherwise the reason.</returns>
    /// <remarks>Not cancellable: an interrupted start would leave a server that nobody stops.</remarks>
    public async Task<string?> TryStartAsync(int port)
    {
        logger.Starting(files.DataDirectory, binaries.Directory);

        // No server runs here. A stale pid that now belongs to another program would prevent the start.
        File.Delete(Path.Combine(files.Cluster, Postmaster.FileName));
        File.Delete(files.Log);

        var settings = string.Join(' ', options.ServerSettings(port).Select(setting => $"-c {setting}"));
        var (code, _) = await PgCtlAsync(["start", "--wait", "--timeout=120", $"--log={ServerFiles.LogName}", $"--options={settings}"]);
        return code == 0 ? null : files.LastLogLine();
    }

    /// <summary>Stops the server: cleanly, or immediately if that takes too long.</summary>
    public async Task StopAsync(Postmaster running)
    {
        var (code, output) = await PgCtlAsync(StopArguments("fast", options.StopTimeout));
        if (code == 0) return;

        logger.StoppingImmediately(running.Pid, options.StopTimeout.TotalSeconds);
        (code, output) = await PgCtlAsync(StopArguments("immediate", ImmediateStopTimeout));
        if (code != 0) logger.DoesNotStop(running.Pid, LastLine(output));
    }

    private static IEnumerable<string> StopArguments(string mode, TimeSpan timeout) =>
        ["stop", "--wait", $"--mode={mode}", "--timeout=" + Math.Ceiling(timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture)];

    // Directories are passed by environment and working directory, because pg_ctl hands its command line to a shell.
    private Task<(int ExitCode, string Output)> PgCtlAsync(IEnumerable<string> arguments) =>
        ProcessRunner.RunAsync(account.RunAs([binaries.PgCtl, .. arguments]), CancellationToken.None, files.Server, files.Cluster);

    private static string LastLine(string output) => output.Split('\n')[^1].Trim();
}
