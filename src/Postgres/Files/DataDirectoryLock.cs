using Pipeline.Postgres.Failures;

namespace Pipeline.Postgres.Files;

/// <summary>Locks a data directory for one pipeline. The kernel releases the lock when the process ends, however it ends.</summary>
public sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream file;

    private DataDirectoryLock(FileStream file) => this.file = file;

    /// <exception cref="DataDirectoryInUseException">Another process holds it.</exception>
    /// <exception cref="PrivateServerException">The directory cannot be written.</exception>
    public static DataDirectoryLock Acquire(string dataDirectory) =>
        TryAcquire(dataDirectory) ?? throw new DataDirectoryInUseException(dataDirectory);

    /// <returns>Null if another process holds it.</returns>
    /// <exception cref="PrivateServerException">The directory cannot be written.</exception>
    public static DataDirectoryLock? TryAcquire(string dataDirectory)
    {
        try
        {
            return new(new FileStream(Path.Combine(dataDirectory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new PrivateServerException(
                $"may not write below {dataDirectory}: run this as its owner, or choose another directory with --data", denied);
        }
        catch (IOException held) when (held is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();
}
