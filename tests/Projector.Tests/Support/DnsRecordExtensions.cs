using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Tests.Support;

/// <summary>Writes DNS records in the form of a zone file.</summary>
internal static class DnsRecordExtensions
{
    public static string Value(this Wire.DnsRecordBase record) => record switch
    {
        Wire.SrvRecord srv => $"{srv.Priority} {srv.Weight} {srv.Port} {srv.Target}",
        Wire.AddressRecordBase address => address.Address.ToString(),
        Wire.NsRecord ns => ns.NameServer.ToString(),
        Wire.SoaRecord soa => $"{soa.MasterName} {soa.ResponsibleName}",
        _ => record.ToString(),
    };

    public static string Owned(this Wire.DnsRecordBase record) => $"{record.Name.ToString(false)} {record.Value()}";

    public static IEnumerable<Wire.DnsRecordBase> Addresses(this Wire.DnsMessage message) =>
        message.AdditionalRecords.Where(record => record is Wire.AddressRecordBase);
}
