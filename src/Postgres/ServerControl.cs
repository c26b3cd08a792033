using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Pipeline.Postgres;

/// <summary>Prepares, starts and stops a server by PostgreSQL's own tools, as the server's account.</summary>
internal sealed class ServerControl(
    PostgresBinaries binaries, ServerAccount account, ServerFiles files, PrivateServerOptions options, ILogger logger)
{
    private static readonly TimeSpan StopAtOnceWithin = TimeSpan.FromSeconds(10);

    /// <summary>Makes the cluster. Broken off in the middle, it leaves nothing that passes for one.</summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        logger.Preparing(files.DataDirectory);
        await account.CreatePrivateDirectoryAsync(files.Server, cancel);
        if (Directory.Exists(files.NewCluster)) Directory.Delete(files.NewCluster, recursive: true);
        files.WriteNewPassword();
        await account.OwnAsync(files.Password, cancel);

        var (code, output) = await Tool.RunAsync(
            account.Run(
            [
                binaries.Initdb, $"--pgdata={files.NewCluster}", $"--username={PrivateServer.Superuser}", $"--pwfile={files.Password}",
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions",
                .. options.Durable ? (string[])[] : ["--no-sync"],
            ]), cancel, files.Server);
        if (code != 0) throw new PrivateServerException($"cannot prepare a database below {files.DataDirectory}: {LastLine(output)}");

        Directory.Move(files.NewCluster, files.Cluster);
    }

    /// <returns>Null when it started, else the reason why not.</returns>
    /// <remarks>It cannot be broken off: half a start would leave a server that nobody stops.</remarks>
    public async Task<string?> TryStartAsync(int port)
    {
        logger.Starting(binaries.Directory, files.DataDirectory);

        // No server runs here. A pid that now belongs to another program would still keep PostgreSQL from starting.
        File.Delete(Path.Combine(files.Cluster, Postmaster.FileName));
        File.Delete(files.Log);

        var settings = string.Join(' ', options.ServerSettings(port).Select(setting => $"-c {setting}"));
        var (code, _) = await PgCtlAsync(["start", "--wait", "--timeout=120", $"--log={ServerFiles.LogName}", $"--options={settings}"]);
        return code == 0 ? null : files.LastLogLine();
    }

    /// <summary>Stops the server: cleanly, and when that takes too long, at once.</summary>
    public async Task StopAsync(Postmaster running)
    {
        var (code, output) = await PgCtlAsync(Stop("fast", options.StopWithin));
        if (code == 0) return;

        logger.StoppingAtOnce(running.Pid, options.StopWithin.TotalSeconds);
        (code, output) = await PgCtlAsync(Stop("immediate", StopAtOnceWithin));
        if (code != 0) logger.DoesNotStop(running.Pid, LastLine(output));
    }

    private static IEnumerable<string> Stop(string mode, TimeSpan within) =>
        ["stop", "--wait", $"--mode={mode}", "--timeout=" + Math.Ceiling(within.TotalSeconds).ToString(CultureInfo.InvariantCulture)];

    // The directories go by environment and working directory: on pg_ctl's command line a shell would read them again.
    private Task<(int ExitCode, string Output)> PgCtlAsync(IEnumerable<string> arguments) =>
        Tool.RunAsync(account.Run([binaries.PgCtl, .. arguments]), CancellationToken.None, files.Server, files.Cluster);

    private static string LastLine(string output) => output.Split('\n')[^1].Trim();
}
