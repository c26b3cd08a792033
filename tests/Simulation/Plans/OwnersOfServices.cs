namespace Pipeline.Tests.Simulation.Plans;

/// <summary>
/// Who owns which services of a world in which names belong to whoever claims them first: every other service has one owner, and the rest
/// have another. Each owner claims its names before anything goes wrong; later, containers of one claim a name of the other.
/// </summary>
internal sealed class OwnersOfServices(string[] services)
{
    /// <summary>The port of a claim to another owner's name.</summary>
    public const int PortOfIntrusion = 9_100;

    /// <summary>When every name belongs to its owner.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(15);

    private static readonly string[] Owners = ["shops", "stores"];

    public string Find(string service) => Owners[Array.IndexOf(services, service) % Owners.Length];

    /// <summary>The services of the owner of one.</summary>
    public string[] FindSiblings(string service) => [.. services.Where(other => Find(other) == Find(service))];

    /// <summary>A name that belongs to another owner than a service, in one of its forms.</summary>
    public string DrawIntrusion(string service, Random random)
    {
        var name = random.Pick(services.Except(FindSiblings(service)).ToArray());
        return random.Happens(0.5) ? name : $"_{name}._tcp";
    }
}
