using Pipeline.History.Reading;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;

namespace Pipeline.History.Status;

/// <summary>The parts of the registry's store that a status is read from.</summary>
public sealed record StatusStore(
    IRegistryState Registry, IRegistryDocuments Documents, ILedgerReader LedgerReader, ILedgerStore Ledger, ILeaderLeases Leases);
