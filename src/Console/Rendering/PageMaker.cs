using System.Collections.Concurrent;
using Pipeline.Console.Access;
using Pipeline.Console.Live;
using Pipeline.Console.Pages;
using Pipeline.Console.Reading;

namespace Pipeline.Console.Rendering;

/// <summary>A rendered page.</summary>
/// <param name="Version">The version of the database that it shows.</param>
/// <param name="Document">The whole document.</param>
internal sealed record RenderedPage(long Version, string Document, int Status)
{
    /// <summary>The part of the document that an open page replaces.</summary>
    public string Frame => field ??= FrameOf(Document);

    // Rendered once: the replaceable part is cut out of the document.
    private static string FrameOf(string document)
    {
        var start = document.IndexOf("<div id=\"page\"", StringComparison.Ordinal);
        return document[start..document.LastIndexOf("</body>", StringComparison.Ordinal)].TrimEnd();
    }
}

/// <summary>
/// Reads and renders pages. Anonymous readers of one address share a rendering for a second, or until the database changes. Pages of
/// visitors with a name are not shared, because they contain their forms' tokens.
/// </summary>
internal sealed class PageMaker(
    ChangeWatcher watcher, SharedReadings readings, ConsoleReaders readers, PageRenderer renderer, ConsoleSettings settings,
    TimeProvider time)
{
    private const int MaxCached = 64;

    /// <summary>
    /// A page that is opened shows what was read so lately, and does not wait for the next reading: its live stream brings it.
    /// </summary>
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Address, bool IsCompact), CachedPage> cache = new();

    /// <param name="page">The page.</param>
    /// <param name="request">The request.</param>
    /// <param name="address">Its path and query.</param>
    /// <param name="atOnce">Whether what was read lately will do; otherwise the page shows the present state.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<RenderedPage> MakeAsync(Page page, PageRequest request, string address, bool atOnce, CancellationToken cancel)
    {
        var state = await watcher.ProbeAsync(cancel);
        var now = time.GetUtcNow();
        DateTimeOffset? since = atOnce ? Latest(now - Lately, watcher.OrderedAt) : null;
        var sources = new PageSources(readers, readings, state, now, since);
        if (!request.Visitor.IsAnonymous) return await RenderAsync(page, request, address, state, sources, cancel);

        if (cache.Count > MaxCached) cache.Clear();
        var cached = cache.GetOrAdd((address, request.IsCompact), _ => new());
        await cached.Turn.WaitAsync(cancel);
        try
        {
            var isFresh = time.GetUtcNow() - cached.At < ChangeWatcher.ProbeInterval;
            if (isFresh && cached.Page is { } rendered && rendered.Version == state.Version)
                return rendered;
            (cached.Page, cached.At) = (await RenderAsync(page, request, address, state, sources, cancel), time.GetUtcNow());
            return cached.Page;
        }
        finally
        {
            cached.Turn.Release();
        }
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private async Task<RenderedPage> RenderAsync(
        Page page, PageRequest request, string address, SourceState state, PageSources sources, CancellationToken cancel)
    {
        // The frame's reading and the page's own run in parallel.
        var (frameReading, pageReading) = (ReadOrNullAsync(sources.FleetAsync(cancel)), ReadOrNullAsync(
            page.ReadAsync(sources, request, cancel)));
        await Task.WhenAll(frameReading, pageReading);
        var (fleet, content) = (await frameReading, await pageReading);

        // The database may have gone away during the readings.
        var awaySince = state.AwaySince ?? watcher.State.AwaySince ?? (content is null ? sources.Now : null);
        var model = new FrameModel(
            settings.Domain, address.Split('?')[0], page.Section, content, fleet, request.Visitor, awaySince, sources.ReadAt, sources.Now,
            request.IsCompact);
        var document = await renderer.RenderAsync<Document>(model);
        return new(
            sources.Version, document,
            awaySince is not null ? StatusCodes.Status503ServiceUnavailable : content!.Status);
    }

    /// <summary>Null when the database has not answered since the console started; the frame reports it.</summary>
    private static async Task<T?> ReadOrNullAsync<T>(Task<T> reading) where T : class
    {
        try
        {
            return await reading;
        }
        catch (NeverReadException)
        {
            return null;
        }
    }

    private sealed class CachedPage
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public RenderedPage? Page { get; set; }
        public DateTimeOffset At { get; set; }
    }
}
