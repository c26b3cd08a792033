namespace Pipeline.Core.Health;

/// <summary>
/// The floor of each service during one round of decisions: how many of its instances are healthy, and how many have to be. Each decision
/// counts for the next ones.
/// </summary>
internal sealed class Floors(FleetSnapshot picture, GovernorPolicy policy)
{
    private readonly Dictionary<string, (int Healthy, int Needed)> services = [];

    /// <summary>A service that would be below its floor without these containers; null if none would.</summary>
    public string? FindBreach(IReadOnlyList<FleetRow> leaving)
    {
        if (policy.Floor <= 0) return null;
        return leaving.SelectMany(row => row.Services).Distinct().FirstOrDefault(service =>
        {
            var (healthy, needed) = Count(service);
            return healthy - CountHealthy(leaving, service) < needed;
        });
    }

    /// <summary>Notes that these containers leave.</summary>
    public void Remove(IReadOnlyList<FleetRow> leaving)
    {
        foreach (var service in leaving.SelectMany(row => row.Services).Distinct())
        {
            var (healthy, needed) = Count(service);
            services[service] = (healthy - CountHealthy(leaving, service), needed);
        }
    }

    private (int Healthy, int Needed) Count(string service)
    {
        if (services.TryGetValue(service, out var known)) return known;
        var instances = CountPresent(picture.Rows, service) - CountPresent(picture.Refused, service);
        var healthy = CountHealthy(picture.Rows, service)
            - CountHealthy(picture.Refused, service) - CountHealthy(picture.HeldBack, service);
        return services[service] = (healthy, Math.Max(1, (int)Math.Ceiling(policy.Floor * instances)));
    }

    private static int CountPresent(IEnumerable<FleetRow> rows, string service) =>
        rows.Where(row => row.IsPresent && row.Services.Contains(service)).Sum(row => row.Count);

    private static int CountHealthy(IEnumerable<FleetRow> rows, string service) =>
        rows.Where(row => row.State is HealthState.Healthy && row.Services.Contains(service)).Sum(row => row.Count);
}
