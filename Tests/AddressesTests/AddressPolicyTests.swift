import Testing

@testable import Addresses

@Suite struct AddressPolicyTests {
  @Test(
    "Addresses that lead into the operator's own network are refused",
    arguments: [
      "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
      "169.254.169.254", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1",
      "fd00:ec2::254",
      "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "::127.0.0.1",
      "2001:db8::1",
    ])
  func refused(_ text: String) throws {
    #expect(!AddressPolicy().permits(try #require(Address(text))))
  }

  @Test(
    "Addresses of the open internet are allowed",
    arguments: ["1.1.1.1", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])
  func allowed(_ text: String) throws { #expect(AddressPolicy().permits(try #require(Address(text)))) }

  @Test("The operator's list opens exactly what it names")
  func list() throws {
    let policy = AddressPolicy(
      allowing: [try #require(AddressRange("127.0.0.1")), try #require(AddressRange("10.20.0.0/16"))])
    #expect(policy.permits(Address("127.0.0.1")!))
    #expect(policy.permits(Address("::ffff:127.0.0.1")!))
    #expect(!policy.permits(Address("127.0.0.2")!))
    #expect(policy.permits(Address("10.20.255.1")!))
    #expect(!policy.permits(Address("10.21.0.1")!))
    #expect(!policy.permits(Address("169.254.169.254")!))
  }

  @Test(
    "What is no block is refused rather than guessed",
    arguments: [
      "", "10.0.0.0/33", "10.0.0.1/8", "10/8", "::1/129", "localhost", "10.0.0.0/-1", "10.0.0.0/+8", "1.2.3.4/",
    ])
  func malformed(_ text: String) { #expect(AddressRange(text) == nil) }

  @Test("A name is looked up to addresses, a number stays what it is, an unknown name has none")
  func lookup() async {
    #expect(await AddressLookup.addresses(of: "127.0.0.1") == [Address("127.0.0.1")!])
    let local = await AddressLookup.addresses(of: "localhost")
    #expect(!local.isEmpty && local.allSatisfy(\.isLoopback))
    #expect(await AddressLookup.addresses(of: "no-such-name.invalid").isEmpty)
  }
}
