using Pipeline.Core.Names;

namespace Pipeline.Projector.Settings;

/// <summary>Who may claim which names.</summary>
public sealed record NameSettings
{
    /// <summary>The owners' file (<see cref="NameRulesText"/>); null for none.</summary>
    public string? OwnersFile { get; init; }

    /// <summary>What an owners' file would say, where there is no file; null for none.</summary>
    public string? OwnersList { get; init; }

    /// <summary>Who may claim a name that the file does not list.</summary>
    public UnlistedNames Unlisted { get; init; } = UnlistedNames.Anyone;

    /// <summary>How long a name that was claimed first may be without an instance before it is released.</summary>
    public TimeSpan ReleaseAfter { get; init; } = TimeSpan.FromDays(1);
}
