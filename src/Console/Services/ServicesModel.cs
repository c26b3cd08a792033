using Pipeline.Console.Reading;
using Pipeline.History.Reading;

namespace Pipeline.Console.Services;

/// <param name="Fleet">Registry and sagas.</param>
/// <param name="Services">What is registered of each service, what of it the zone holds, and which lost their last instance lately.</param>
public sealed record ServicesModel(FleetView Fleet, IReadOnlyList<ServiceView> Services)
{
    /// <summary>The services that no container claims any more, those that lost their last instance last first.</summary>
    public IReadOnlyList<ServiceView> Emptied { get; } =
        [.. Services.Where(service => service.Emptied is not null).OrderByDescending(service => service.Since)];

    private Dictionary<string, ServiceView> ByName { get; } = Services.ToDictionary(service => service.Name);

    public ServiceView? Find(string name) => ByName.GetValueOrDefault(name);
}
