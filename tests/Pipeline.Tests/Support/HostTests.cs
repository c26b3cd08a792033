namespace Pipeline.Tests.Support;

/// <summary>The tests of who speaks for a host share one fleet; each has hosts of its own.</summary>
[CollectionDefinition]
public sealed class HostTests : ICollectionFixture<StandInFleet>;
