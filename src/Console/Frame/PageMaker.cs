using System.Collections.Concurrent;
using Pipeline.Console.Access;
using Pipeline.Console.Live;
using Pipeline.Console.Reading;

namespace Pipeline.Console.Frame;

/// <summary>A page as it is sent.</summary>
/// <param name="Version">The version of the source that it shows.</param>
/// <param name="Document">The whole document.</param>
/// <param name="Frame">The part of it that is replaced while it is looked at.</param>
internal sealed record MadePage(long Version, string Document, string Frame, int Status);

/// <summary>
/// Makes pages. Those of one address are made once a change, or once a second, for all who look at it, but for those who are signed in:
/// their forms are theirs alone.
/// </summary>
internal sealed class PageMaker(Lookout lookout, Readings readings, ConsoleReaders readers, PageRenderer renderer, ConsoleSettings settings, TimeProvider time)
{
    private const int MostKept = 64;

    private readonly ConcurrentDictionary<string, Kept> kept = new();

    public async Task<MadePage> MakeAsync(Page page, Asked asked, string address, CancellationToken cancel)
    {
        var standing = await lookout.LookAsync(cancel);
        if (!asked.Visitor.IsAnybody) return await MakeAsync(page, asked, address, standing, cancel);

        if (kept.Count > MostKept) kept.Clear();
        var shared = kept.GetOrAdd(address, _ => new());
        await shared.Turn.WaitAsync(cancel);
        try
        {
            if (shared.Made is { } made && made.Version == standing.Version && time.GetUtcNow() - shared.At < Lookout.Pace) return made;
            (shared.Made, shared.At) = (await MakeAsync(page, asked, address, standing, cancel), time.GetUtcNow());
            return shared.Made;
        }
        finally
        {
            shared.Turn.Release();
        }
    }

    private async Task<MadePage> MakeAsync(Page page, Asked asked, string address, Standing standing, CancellationToken cancel)
    {
        var from = new Sources(readers, readings, standing, time.GetUtcNow());

        // The frame's reading and the page's own do not wait for each other.
        var (reading, making) = (KnownAsync(from.FleetAsync(cancel)), KnownAsync(page.MakeAsync(from, asked, cancel)));
        await Task.WhenAll(reading, making);
        var (fleet, content) = (await reading, await making);

        // It may have gone away while it was read.
        var awaySince = standing.AwaySince ?? lookout.Standing.AwaySince ?? (content is null ? from.Now : null);
        var model = new FrameModel(
            settings.Domain, address.Split('?')[0], page.Section, content, fleet, asked.Visitor, awaySince, from.ReadAt, from.Now);
        var document = await renderer.DrawAsync<Document>(model);
        return new(
            standing.Version, document, FrameOf(document),
            awaySince is not null ? StatusCodes.Status503ServiceUnavailable : content!.Status);
    }

    /// <summary>Null where the source is away and was from the first; the frame says so.</summary>
    private static async Task<T?> KnownAsync<T>(Task<T> reading) where T : class
    {
        try
        {
            return await reading;
        }
        catch (NothingKnownException)
        {
            return null;
        }
    }

    // Drawn once: what is replaced is cut out of the document.
    private static string FrameOf(string document)
    {
        var start = document.IndexOf("<div id=\"page\"", StringComparison.Ordinal);
        return document[start..document.LastIndexOf("</body>", StringComparison.Ordinal)].TrimEnd();
    }

    private sealed class Kept
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public MadePage? Made { get; set; }
        public DateTimeOffset At { get; set; }
    }
}
