namespace Pipeline.Postgres;

/// <summary>The server's programs.</summary>
/// <param name="Directory">Holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c> of one version.</param>
public sealed record PostgresBinaries(string Directory)
{
    private const string DebianRoot = "/usr/lib/postgresql";

    public string Initdb => Path.Combine(Directory, "initdb");
    public string PgCtl => Path.Combine(Directory, "pg_ctl");

    /// <summary>Looks on PATH, then where Debian keeps them, newest version first.</summary>
    /// <exception cref="PostgresMissingException">There are none.</exception>
    public static PostgresBinaries Locate(string? path = null, string debianRoot = DebianRoot)
    {
        var onPath = (path ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return onPath.Select(Home)
            .Concat(DebianVersions(debianRoot))
            .Where(directory => directory is not null && IsComplete(directory))
            .Select(directory => new PostgresBinaries(directory!))
            .FirstOrDefault() ?? throw new PostgresMissingException();
    }

    // A link on PATH leads to the directory that also holds the rest.
    private static string? Home(string directory)
    {
        var server = new FileInfo(Path.Combine(directory, "postgres"));
        return server.Exists ? ((server.ResolveLinkTarget(returnFinalTarget: true) as FileInfo) ?? server).DirectoryName : null;
    }

    private static IEnumerable<string> DebianVersions(string root) =>
        !System.IO.Directory.Exists(root) ? [] :
        System.IO.Directory.EnumerateDirectories(root)
            .OrderByDescending(version => decimal.TryParse(Path.GetFileName(version), out var number) ? number : 0)
            .Select(version => Path.Combine(version, "bin"));

    private static bool IsComplete(string directory) =>
        ((string[])["postgres", "initdb", "pg_ctl"]).All(name => File.Exists(Path.Combine(directory, name)));
}
