using System.Security.Cryptography;

namespace Pipeline.Postgres;

/// <summary>
/// What lies below a data directory: <c>lock</c>, and the server's own <c>postgres/</c>
/// with its cluster, its log, and the password, for its account alone.
/// </summary>
internal sealed record ServerFiles(string DataDirectory)
{
    public const string LogName = "log";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Server => Path.Combine(DataDirectory, "postgres");
    public string Cluster => Path.Combine(Server, "cluster");

    /// <summary>A cluster in the making; it gets its name when it is whole.</summary>
    public string NewCluster => Path.Combine(Server, "cluster.new");

    public string Password => Path.Combine(Server, "password");
    public string Log => Path.Combine(Server, LogName);

    /// <summary>There while the server runs only for one reading command.</summary>
    public string Visiting => Path.Combine(Server, "visiting");

    public void WriteNewPassword()
    {
        File.Delete(Password);
        using var file = new FileStream(
            Password, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        using var writer = new StreamWriter(file);
        writer.WriteLine(RandomNumberGenerator.GetHexString(40, lowercase: true));
    }

    public string ReadPassword() => File.ReadAllText(Password).Trim();

    /// <summary>The last thing that the server said, for an error message.</summary>
    public string LastLogLine()
    {
        try
        {
            return File.ReadLines(Log).LastOrDefault(line => line.Contains("FATAL") || line.Contains("PANIC")) ?? "see " + Log;
        }
        catch (IOException)
        {
            return "it wrote no log";
        }
    }
}
