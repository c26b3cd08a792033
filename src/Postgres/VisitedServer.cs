using Microsoft.Extensions.Logging;

namespace Pipeline.Postgres;

/// <summary>
/// A data directory's server for the time of a reading: the one that runs, or else one that is started for it and stopped after it.
/// </summary>
public sealed class VisitedServer : IAsyncDisposable
{
    private static readonly TimeSpan ReachWithin = TimeSpan.FromSeconds(30);

    private readonly Func<ValueTask> leave;

    private VisitedServer(string connectionString, Func<ValueTask> leave) => (ConnectionString, this.leave) = (connectionString, leave);

    public string ConnectionString { get; }

    /// <exception cref="NothingRecordedException">No pipeline ever ran on the directory.</exception>
    /// <exception cref="PrivateServerException">The server cannot be reached or started.</exception>
    public static async Task<VisitedServer> OpenAsync(
        string dataDirectory, ILogger logger, CancellationToken cancel, PrivateServerOptions? options = null)
    {
        var files = new ServerFiles(Path.GetFullPath(dataDirectory));
        var time = options?.Time ?? TimeProvider.System;
        if (!Directory.Exists(files.Server)) throw new NothingRecordedException(files.DataDirectory);
        DemandReadable(files);
        if (!Directory.Exists(files.Cluster)) throw new NothingRecordedException(files.DataDirectory);

        var began = time.GetTimestamp();
        while (true)
        {
            if (DataDirectoryLock.TryAcquire(files.DataDirectory) is { } held) return await StartAsync(files, held, logger, options ?? new(), cancel);

            // Another visitor's server would stop under this one: that visit is waited for.
            if (!File.Exists(files.Visiting) && PrivateServer.TryAttach(files.DataDirectory) is { } running) return new(running, () => ValueTask.CompletedTask);

            if (time.GetElapsedTime(began) > ReachWithin)
                throw new PrivateServerException($"the server below {files.DataDirectory} does not answer: {files.LastLogLine()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancel);
        }
    }

    public ValueTask DisposeAsync() => leave();

    private static async Task<VisitedServer> StartAsync(
        ServerFiles files, DataDirectoryLock held, ILogger logger, PrivateServerOptions options, CancellationToken cancel)
    {
        try
        {
            await File.WriteAllTextAsync(files.Visiting, "", cancel);
            var server = await PrivateServer.StartAsync(files, held, logger, options, cancel);
            return new(server.ConnectionString, server.DisposeAsync);
        }
        catch
        {
            File.Delete(files.Visiting);
            held.Dispose();
            throw;
        }
    }

    private static void DemandReadable(ServerFiles files)
    {
        try
        {
            _ = Directory.GetFileSystemEntries(files.Server);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new PrivateServerException($"may not read {files.Server}: run this as the user who runs the pipeline", refused);
        }
    }
}
