using Pipeline.Postgres.Failures;

namespace Pipeline.Postgres.Files;

/// <summary>Creates and locks a data directory.</summary>
internal static class DataDirectory
{
    private const UnixFileMode PassThrough = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly TimeSpan ReadersTimeout = TimeSpan.FromSeconds(30);

    /// <summary>A reader sets its marker after it locks and removes it before it unlocks, so for a moment it looks like an owner.</summary>
    private static readonly TimeSpan MarkerGrace = TimeSpan.FromSeconds(2);

    /// <summary>Creates the directory if it is missing, and locks it. Waits while a reading command holds it.</summary>
    /// <exception cref="DataDirectoryInUseException">Another pipeline holds it.</exception>
    public static async Task<DataDirectoryLock> LockAsync(ServerFiles files, TimeProvider time, CancellationToken cancel)
    {
        Create(files.DataDirectory);
        var started = time.GetTimestamp();
        var lastMarked = started;
        while (true)
        {
            if (DataDirectoryLock.TryAcquire(files.DataDirectory) is { } held) return held;
            if (File.Exists(files.ReaderMarker)) lastMarked = time.GetTimestamp();
            if (time.GetElapsedTime(lastMarked) > MarkerGrace || time.GetElapsedTime(started) > ReadersTimeout)
                throw new DataDirectoryInUseException(files.DataDirectory);
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancel);
        }
    }

    private static void Create(string directory)
    {
        try
        {
            // Other accounts may pass through to the server's directory but not list this one.
            var isNew = !Directory.Exists(directory) || !Directory.EnumerateFileSystemEntries(directory).Any();
            Directory.CreateDirectory(directory, PassThrough);
            if (isNew && Environment.IsPrivilegedProcess)
                File.SetUnixFileMode(directory, File.GetUnixFileMode(directory) | UnixFileMode.OtherExecute);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new PrivateServerException($"cannot create {directory}: choose a directory that you may write with --data", denied);
        }
    }
}
