using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;

namespace Pipeline.History.Status;

/// <summary>Reads each part of the list of services from its source.</summary>
public sealed class ServiceReader(
    IRegistryReader registry, IRegistryHistory history, IHealthReader health, IZoneReader zone, string domain, TimeProvider time)
    : IServiceReader
{
    public async Task<IReadOnlyList<ServiceView>> ReadAsync(CancellationToken cancel)
    {
        var held = zone.ReadZoneAsync(cancel);
        var present = await registry.AllAsync(cancel);
        return new ServiceList
        {
            Domain = domain,
            Registered = present.Services,
            Instances = present.Instances,
            Emptied = await history.EmptiedServicesAsync(time.GetUtcNow() - ServiceList.Remembered, cancel),
            Sagas = await health.SagasAsync(new SagaFilter(), cancel),
            Zone = await held,
        }.Join();
    }
}
