using System.Security.Cryptography;

namespace Pipeline.Postgres.Files;

/// <summary>
/// The files below a data directory: <c>lock</c>, and <c>postgres/</c> with the cluster, the log and the password, which only the server's
/// account can read.
/// </summary>
internal sealed record ServerFiles(string DataDirectory)
{
    public const string LogName = "log";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Server => Path.Combine(DataDirectory, "postgres");
    public string Cluster => Path.Combine(Server, "cluster");

    /// <summary>A cluster under construction; renamed when it is complete.</summary>
    public string NewCluster => Path.Combine(Server, "cluster.new");

    public string Password => Path.Combine(Server, "password");
    public string Log => Path.Combine(Server, LogName);

    /// <summary>Exists while the server runs only for a reading command.</summary>
    public string ReaderMarker => Path.Combine(Server, "visiting");

    public void WriteNewPassword()
    {
        File.Delete(Password);
        using var file = new FileStream(
            Password, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        using var writer = new StreamWriter(file);
        writer.WriteLine(RandomNumberGenerator.GetHexString(40, lowercase: true));
    }

    public string ReadPassword() => File.ReadAllText(Password).Trim();

    /// <summary>The last fatal line of the server's log, for an error message.</summary>
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
