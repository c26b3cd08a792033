using Pipeline.Postgres.Failures;

namespace Pipeline.Postgres.Programs;

/// <summary>The programs of a PostgreSQL server.</summary>
/// <param name="Directory">Contains <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c> of one version.</param>
public sealed record PostgresBinaries(string Directory)
{
    private const string DebianRoot = "/usr/lib/postgresql";

    public string Initdb => Path.Combine(Directory, "initdb");
    public string PgCtl => Path.Combine(Directory, "pg_ctl");

    /// <summary>Searches PATH, then Debian's directories, newest version first.</summary>
    /// <exception cref="PostgresMissingException">Not found.</exception>
    public static PostgresBinaries Locate(string? path = null, string debianRoot = DebianRoot)
    {
        var onPath = (path ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return onPath.Select(ResolveDirectory)
            .Concat(DebianVersions(debianRoot))
            .Where(directory => directory is not null && IsComplete(directory))
            .Select(directory => new PostgresBinaries(directory!))
            .FirstOrDefault() ?? throw new PostgresMissingException();
    }

    // A link on PATH points to the directory with the other programs.
    private static string? ResolveDirectory(string directory)
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
