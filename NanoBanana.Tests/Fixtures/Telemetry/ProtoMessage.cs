using System.Text;
using Google.Protobuf;

namespace NanoBanana.Tests.Fixtures.Telemetry;

/// <summary>A message of Protocol Buffers by the numbers of its fields; opentelemetry-proto says what they mean.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, byte[] Bytes)> _fields = [];

    public ProtoMessage(byte[] bytes)
    {
        var input = new CodedInputStream(bytes);
        while (input.ReadTag() is not 0 and var tag)
        {
            var field = WireFormat.GetTagFieldNumber(tag);
            _fields.Add(WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => (field, input.ReadUInt64(), []),
                WireFormat.WireType.Fixed64 => (field, input.ReadFixed64(), []),
                WireFormat.WireType.Fixed32 => (field, input.ReadFixed32(), []),
                WireFormat.WireType.LengthDelimited => (field, 0ul, input.ReadBytes().ToByteArray()),
                var other => throw new NotSupportedException($"Wire type {other}."),
            });
        }
    }

    public IEnumerable<ProtoMessage> Messages(int field) => All(field).Select(bytes => new ProtoMessage(bytes));

    public ProtoMessage? Message(int field) => Messages(field).FirstOrDefault();

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field));

    public ulong Number(int field) => _fields.FirstOrDefault(known => known.Field == field).Number;

    /// <summary>Numbers of 64 bits, one after the other or packed.</summary>
    public IEnumerable<ulong> Numbers(int field) => _fields.Where(known => known.Field == field).SelectMany(known =>
        known.Bytes.Length == 0 ? [known.Number] : known.Bytes.Chunk(sizeof(ulong)).Select(bytes => BitConverter.ToUInt64(bytes)));

    public bool Has(int field) => _fields.Any(known => known.Field == field);

    private byte[] Bytes(int field) => All(field).FirstOrDefault() ?? [];

    private IEnumerable<byte[]> All(int field) => _fields.Where(known => known.Field == field).Select(known => known.Bytes);
}
