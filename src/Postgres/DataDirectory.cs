namespace Pipeline.Postgres;

/// <summary>Takes a data directory for oneself.</summary>
internal static class DataDirectory
{
    private const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly TimeSpan VisitorsLeaveWithin = TimeSpan.FromSeconds(30);

    /// <summary>A visitor marks its visit after it has locked and unmarks it before it unlocks: for moments it looks like an owner.</summary>
    private static readonly TimeSpan UnmarkedVisit = TimeSpan.FromSeconds(2);

    /// <summary>Creates it where it is missing, and locks it; a reading command that holds it is waited for.</summary>
    /// <exception cref="DataDirectoryInUseException">Another pipeline holds it.</exception>
    public static async Task<DataDirectoryLock> TakeAsync(ServerFiles files, TimeProvider time, CancellationToken cancel)
    {
        Create(files.DataDirectory);
        var began = time.GetTimestamp();
        var unmarked = began;
        while (true)
        {
            if (DataDirectoryLock.TryAcquire(files.DataDirectory) is { } held) return held;
            if (File.Exists(files.Visiting)) unmarked = time.GetTimestamp();
            if (time.GetElapsedTime(unmarked) > UnmarkedVisit || time.GetElapsedTime(began) > VisitorsLeaveWithin)
                throw new DataDirectoryInUseException(files.DataDirectory);
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancel);
        }
    }

    private static void Create(string directory)
    {
        try
        {
            // Others may pass through to the server's own directory, which alone is theirs, but see nothing here.
            var fresh = !Directory.Exists(directory) || !Directory.EnumerateFileSystemEntries(directory).Any();
            Directory.CreateDirectory(directory, Everyone);
            if (fresh && Environment.IsPrivilegedProcess)
                File.SetUnixFileMode(directory, File.GetUnixFileMode(directory) | UnixFileMode.OtherExecute);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new PrivateServerException($"cannot create {directory}: choose a directory that you may write with --data", refused);
        }
    }
}
