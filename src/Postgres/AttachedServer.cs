using Microsoft.Extensions.Logging;
using Pipeline.Postgres.Failures;
using Pipeline.Postgres.Files;
using Pipeline.Postgres.Servers;

namespace Pipeline.Postgres;

/// <summary>
/// The server of a data directory for a reading command: the running one, or one that is started for the command and stopped after it.
/// </summary>
public sealed class AttachedServer : IAsyncDisposable
{
    private static readonly TimeSpan AttachTimeout = TimeSpan.FromSeconds(30);

    private readonly Func<ValueTask> detach;

    private AttachedServer(string connectionString, Func<ValueTask> detach) => (ConnectionString, this.detach) = (connectionString, detach);

    public string ConnectionString { get; }

    /// <exception cref="NothingRecordedException">No pipeline has ever run on the directory.</exception>
    /// <exception cref="PrivateServerException">The server cannot be reached or started.</exception>
    public static async Task<AttachedServer> OpenAsync(
        string dataDirectory, ILogger logger, CancellationToken cancel, PrivateServerOptions? options = null)
    {
        var files = new ServerFiles(Path.GetFullPath(dataDirectory));
        var time = options?.Time ?? TimeProvider.System;
        if (!Directory.Exists(files.Server)) throw new NothingRecordedException(files.DataDirectory);
        RequireReadable(files);
        if (!Directory.Exists(files.Cluster)) throw new NothingRecordedException(files.DataDirectory);

        var started = time.GetTimestamp();
        while (true)
        {
            if (DataDirectoryLock.TryAcquire(files.DataDirectory) is { } held) return await StartAsync(
                files, held, logger, options ?? new(), cancel);

            // Another reader's server would stop too early, so wait for that reader.
            if (!File.Exists(files.ReaderMarker) && PrivateServer.TryAttach(files.DataDirectory) is { } running)
                return new(running, () => ValueTask.CompletedTask);

            if (time.GetElapsedTime(started) > AttachTimeout)
                throw new PrivateServerException($"the server below {files.DataDirectory} does not answer: {files.LastLogLine()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancel);
        }
    }

    public ValueTask DisposeAsync() => detach();

    private static async Task<AttachedServer> StartAsync(
        ServerFiles files, DataDirectoryLock held, ILogger logger, PrivateServerOptions options, CancellationToken cancel)
    {
        try
        {
            await File.WriteAllTextAsync(files.ReaderMarker, "", cancel);
            var server = await PrivateServer.StartAsync(files, held, logger, options, cancel);
            return new(server.ConnectionString, server.DisposeAsync);
        }
        catch
        {
            File.Delete(files.ReaderMarker);
            held.Dispose();
            throw;
        }
    }

    private static void RequireReadable(ServerFiles files)
    {
        try
        {
            _ = Directory.GetFileSystemEntries(files.Server);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new PrivateServerException($"may not read {files.Server}: run this as the user who runs the pipeline", denied);
        }
    }
}
