using Pipeline.Postgres.Failures;

namespace Pipeline.Postgres.Programs;

/// <summary>
/// The operating system account of the server. PostgreSQL refuses to run as root, so root switches to the account that owns the files, or
/// to
/// <c>postgres</c>.
/// </summary>
internal sealed record ServerAccount(string Name, string User, string Group, bool IsOther)
{
    private const string DefaultName = "postgres";

    public static async Task<ServerAccount> ChooseAsync(string serverDirectory, CancellationToken cancel)
    {
        if (!Environment.IsPrivilegedProcess) return new(Environment.UserName, "", "", IsOther: false);

        if (Directory.Exists(serverDirectory) && await ReadOwnerAsync(serverDirectory, cancel) is { User: not "0" } owner) return owner;

        var (userCode, user) = await ProcessRunner.RunAsync(["id", "-u", DefaultName], cancel);
        var (groupCode, group) = await ProcessRunner.RunAsync(["id", "-g", DefaultName], cancel);
        return userCode == 0 && groupCode == 0
            ? new(DefaultName, user, group, IsOther: true)
            : throw new PrivateServerException(
                $"PostgreSQL does not run as root and there is no user {DefaultName} to run it: useradd --system {DefaultName}");
    }

    /// <summary>Wraps a command so that it runs as this account.</summary>
    public IReadOnlyList<string> RunAs(params IEnumerable<string> command) =>
        IsOther ? ["setpriv", $"--reuid={User}", $"--regid={Group}", "--clear-groups", "--", .. command] : [.. command];

    /// <summary>Creates a directory that only this account can use.</summary>
    public async Task CreatePrivateDirectoryAsync(string path, CancellationToken cancel)
    {
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await TakeOwnershipAsync(path, cancel);
    }

    public async Task TakeOwnershipAsync(string path, CancellationToken cancel)
    {
        if (!IsOther) return;
        var (code, output) = await ProcessRunner.RunAsync(["chown", "--no-dereference", $"{User}:{Group}", path], cancel);
        if (code != 0) throw new PrivateServerException($"cannot give {path} to the database's user: {output}");
    }

    /// <summary>Checks that this account can enter a directory and all directories above it.</summary>
    /// <exception cref="PrivateServerException">It cannot enter one of them; the message names it.</exception>
    public async Task RequireAccessAsync(string directory, CancellationToken cancel)
    {
        if (!IsOther) return;

        foreach (var step in PathFromRoot(directory))
        {
            var (code, _) = await ProcessRunner.RunAsync(RunAs("test", "-x", step), cancel);
            if (code != 0)
                throw new PrivateServerException(
                    $"PostgreSQL runs as the user {Name}, not as root, and {Name} cannot enter {step}: "
                    + $"chmod o+x {step}, or choose another directory with --data");
        }
    }

    private static Stack<string> PathFromRoot(string directory)
    {
        var steps = new Stack<string>();
        for (var step = new DirectoryInfo(directory); step is not null; step = step.Parent) steps.Push(step.FullName);
        return steps;
    }

    private static async Task<ServerAccount> ReadOwnerAsync(string path, CancellationToken cancel)
    {
        var (code, output) = await ProcessRunner.RunAsync(["stat", "--format=%U %u %g", path], cancel);
        return code == 0 && output.Split(' ') is [var name, var user, var group]
            ? new(name, user, group, IsOther: true)
            : throw new PrivateServerException($"cannot tell who owns {path}: {output}");
    }
}
