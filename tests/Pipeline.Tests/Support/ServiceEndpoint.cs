
namespace Pipeline.Tests.Support;

/// <summary>Where a name leads, by one SRV record and the A record beside it.</summary>
internal sealed record ServiceEndpoint(string Host, string Address, int Port);
