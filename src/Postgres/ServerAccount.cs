namespace Pipeline.Postgres;

/// <summary>
/// The operating system's account that the server runs as. PostgreSQL refuses to run as root,
/// so that root hands over to the account <c>postgres</c>, or to the one that owns the files already.
/// </summary>
internal sealed record ServerAccount(string Name, string User, string Group, bool Foreign)
{
    private const string Unprivileged = "postgres";

    public static async Task<ServerAccount> ChooseAsync(string serverDirectory, CancellationToken cancel)
    {
        if (!Environment.IsPrivilegedProcess) return new(Environment.UserName, "", "", Foreign: false);

        if (Directory.Exists(serverDirectory) && await OwnerAsync(serverDirectory, cancel) is { User: not "0" } owner) return owner;

        var (userCode, user) = await Tool.RunAsync(["id", "-u", Unprivileged], cancel);
        var (groupCode, group) = await Tool.RunAsync(["id", "-g", Unprivileged], cancel);
        return userCode == 0 && groupCode == 0
            ? new(Unprivileged, user, group, Foreign: true)
            : throw new PrivateServerException(
                $"PostgreSQL does not run as root and there is no user {Unprivileged} to run it: useradd --system {Unprivileged}");
    }

    /// <summary>The command, to be run as this account.</summary>
    public IReadOnlyList<string> Run(params IEnumerable<string> command) =>
        Foreign ? ["setpriv", $"--reuid={User}", $"--regid={Group}", "--clear-groups", "--", .. command] : [.. command];

    /// <summary>Creates a directory for this account alone.</summary>
    public async Task CreatePrivateDirectoryAsync(string path, CancellationToken cancel)
    {
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await OwnAsync(path, cancel);
    }

    public async Task OwnAsync(string path, CancellationToken cancel)
    {
        if (!Foreign) return;
        var (code, output) = await Tool.RunAsync(["chown", "--no-dereference", $"{User}:{Group}", path], cancel);
        if (code != 0) throw new PrivateServerException($"cannot give {path} to the database's user: {output}");
    }

    /// <summary>Makes sure that this account can reach a directory through all those above it.</summary>
    /// <exception cref="PrivateServerException">It cannot; the message names the directory in the way.</exception>
    public async Task DemandPathAsync(string directory, CancellationToken cancel)
    {
        if (!Foreign) return;

        foreach (var step in Ancestry(directory))
        {
            var (code, _) = await Tool.RunAsync(Run("test", "-x", step), cancel);
            if (code != 0)
                throw new PrivateServerException(
                    $"PostgreSQL runs as the user {Name} (root may not), who cannot enter {step}: chmod o+x {step}, or choose another directory with --data");
        }
    }

    private static Stack<string> Ancestry(string directory)
    {
        var steps = new Stack<string>();
        for (var step = new DirectoryInfo(directory); step is not null; step = step.Parent) steps.Push(step.FullName);
        return steps;
    }

    private static async Task<ServerAccount> OwnerAsync(string path, CancellationToken cancel)
    {
        var (code, output) = await Tool.RunAsync(["stat", "--format=%U %u %g", path], cancel);
        return code == 0 && output.Split(' ') is [var name, var user, var group]
            ? new(name, user, group, Foreign: true)
            : throw new PrivateServerException($"cannot tell who owns {path}: {output}");
    }
}
