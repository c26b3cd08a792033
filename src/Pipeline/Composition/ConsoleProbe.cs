using System.Globalization;
using Pipeline.History.Reading;
using Pipeline.Projector.Names;

namespace Pipeline.Composition;

/// <summary>Whether anything changed that the console shows: the database, or the owners' file of this process.</summary>
internal sealed class ConsoleProbe(IChangeProbe database, OwnersFile owners) : IChangeProbe
{
    public async Task<string> ReadVersionAsync(CancellationToken cancel)
    {
        var stored = await database.ReadVersionAsync(cancel);
        return string.Create(CultureInfo.InvariantCulture, $"{stored} owners:{owners.Changes}");
    }

    public bool IsAway(Exception failure) => database.IsAway(failure);
}
